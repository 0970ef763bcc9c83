import { useState } from 'react';
import { type ApiError, api, asApiError, type Cart, type Visit } from '../api';
import { CartLines } from '../features/cart/CartLines';
import { CartTotals } from '../features/cart/CartTotals';
import { type CartActs, useCart } from '../features/cart/use-cart';
import { GoodsScan } from '../features/scan/GoodsScan';
import { Emergency } from '../features/visit/Emergency';
import { Guide } from '../features/visit/Guide';
import { HelpSheet } from '../features/visit/HelpSheet';
import { Leaving } from '../features/visit/Leaving';
import { WalkOut } from '../features/visit/WalkOut';
import { useT } from '../i18n';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';
import { Note } from '../kit/Note';
import { Price } from '../kit/Price';
import { Box, Tap } from '../kit/primitives';
import { SkeletonList } from '../kit/Skeleton';
import { EmptyState, ErrorState } from '../kit/states';
import { Tag } from '../kit/Tag';
import { OpeningTrack } from '../parts/OpeningTrack';
import { Page } from '../shell/Page';
import { useNow } from '../state/clock';
import { open } from '../state/nav';

export interface InsideProps {
  visit: Visit;
  at: number;
  onChanged: (visit: Visit) => void;
  onRefresh: () => void;
}

export function Inside({ visit, at, onChanged, onRefresh }: InsideProps) {
  const cart = useCart(true);
  const [helping, setHelping] = useState(false);
  if (visit.nextStep === 'walk_out') return <WalkOut visit={visit} at={at} onRefresh={onRefresh} />;
  const waiting = visit.nextStep === 'wait_for_agent';
  const shopping = !waiting && visit.nextStep !== 'wait_for_door';
  return (
    <Page
      title={visit.store.name}
      dataAt={at}
      tool={<HelpTool onTap={() => setHelping(true)} />}
      footer={
        shopping && hasToPay(visit, cart.cart) ? <CartFooter visit={visit} acts={cart} onRefresh={onRefresh} /> : null
      }
    >
      <Guide visit={visit} />
      <StayHead visit={visit} />
      {visit.nextStep === 'wait_for_door' && visit.opening ? <OpeningTrack opening={visit.opening} /> : null}
      {shopping ? (
        <GoodsScan busy={cart.busy} error={cart.error} onScan={cart.scan} onHelp={() => setHelping(true)} />
      ) : null}
      {shopping ? <CartBody visit={visit} acts={cart} /> : null}
      <Leaving visit={visit} onEmptyCart={cart.empty} onChanged={onChanged} />
      <Emergency visit={visit} onRefresh={onRefresh} />
      {helping ? <HelpSheet visit={visit} onClose={() => setHelping(false)} /> : null}
    </Page>
  );
}

function hasToPay(visit: Visit, cart: Cart | null): boolean {
  return visit.nextStep === 'pay' || (cart !== null && cart.lines.length > 0);
}

/** The goods are in an order that waits to be paid, and nothing was scanned since. */
function ordered(visit: Visit, cart: Cart | null): boolean {
  return visit.nextStep === 'pay' && visit.orderId !== null && (cart?.state !== 'open' || cart.lines.length === 0);
}

function HelpTool({ onTap }: { onTap: () => void }) {
  const t = useT();
  return (
    <Tap id="help" className="lk-nav__back" label={t('help.title')} onTap={onTap}>
      <Icon name="help" />
    </Tap>
  );
}

function StayHead({ visit }: { visit: Visit }) {
  const t = useT();
  const now = useNow(20_000);
  const minutes = visit.enteredAt ? Math.max(0, Math.floor((now - Date.parse(visit.enteredAt)) / 60_000)) : 0;
  return (
    <Box className="lk-row lk-row--wrap">
      <Tag tone="amber" lamp>
        {t(`visitState.${visit.state}`)}
      </Tag>
      {visit.enteredAt ? <Tag>{t('visit.minutes', { n: minutes })}</Tag> : null}
      <Box className="lk-tiny lk-faint lk-num">{t('visit.number', { number: visit.number })}</Box>
    </Box>
  );
}

function CartBody({ visit, acts }: { visit: Visit; acts: CartActs }) {
  const t = useT();
  const { cart } = acts;
  if (acts.loading) return <SkeletonList rows={2} label={t('common.loading')} />;
  if (acts.loadError && !cart) return <ErrorState error={acts.loadError} onRetry={() => void acts.refresh()} />;
  if (ordered(visit, cart))
    return <EmptyState icon="orders" title={t('cart.orderedTitle')} text={t('cart.orderedText')} />;
  if (!cart || cart.lines.length === 0)
    return <EmptyState icon="bag" title={t('cart.emptyTitle')} text={t('cart.emptyText')} />;
  return (
    <>
      <CartLines
        lines={cart.lines}
        lastLine={acts.lastLine}
        onQuantity={(id, quantity) => void acts.setQuantity(id, quantity)}
      />
      <CartTotals cart={cart} onCoupon={(id) => void acts.chooseCoupon(id)} />
    </>
  );
}

function CartFooter({ visit, acts, onRefresh }: { visit: Visit; acts: CartActs; onRefresh: () => void }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const { cart } = acts;
  const pending = ordered(visit, cart);
  const checkout = async () => {
    if (pending) return open('pay', { order: visit.orderId ?? undefined });
    if (!cart) return;
    setBusy(true);
    setError(null);
    try {
      const order = await api('POST /orders', {
        body: { cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable },
      });
      open('pay', { order: order.id });
    } catch (thrown) {
      setError(asApiError(thrown));
      void acts.refresh();
      onRefresh();
    } finally {
      setBusy(false);
    }
  };
  const blocked = cart?.lines.some((line) => line.problem !== null) ?? false;
  const empty = !cart || cart.lines.length === 0;
  return (
    <Box className="lk-stack">
      {error ? (
        <Note tone="danger" icon="alert" alert>
          {error.message}
        </Note>
      ) : null}
      <Box className="lk-row">
        <Box className="lk-grow">
          {pending ? t('orderState.pending_payment') : <Price fen={cart?.payable ?? 0} size={28} />}
          {cart && !pending && cart.discount > 0 ? (
            <Box className="lk-small lk-line__off">
              {t('cart.saved')} <Price fen={cart.discount} size={14} />
            </Box>
          ) : null}
        </Box>
        <Box className="lk-payside">
          <Button id="checkout" disabled={(empty || blocked) && !pending} busy={busy} onTap={() => void checkout()}>
            {pending ? t('cart.payPending') : t('cart.pay', { n: cart?.quantity ?? 0 })}
          </Button>
        </Box>
      </Box>
    </Box>
  );
}
