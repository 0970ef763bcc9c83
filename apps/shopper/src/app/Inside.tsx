import { useState } from 'react';
import { api, type Cart, type Visit } from '../api';
import { CartHints } from '../features/cart/CartHints';
import { CartLines } from '../features/cart/CartLines';
import { CartTotals } from '../features/cart/CartTotals';
import { type CartActs, useCart } from '../features/cart/use-cart';
import { GoodsScan } from '../features/scan/GoodsScan';
import { Guide } from '../features/visit/Guide';
import { HelpSheet } from '../features/visit/HelpSheet';
import { Leaving } from '../features/visit/Leaving';
import { WalkOut } from '../features/visit/WalkOut';
import { useT } from '../i18n';
import { Icon } from '../kit/Icon';
import { Note } from '../kit/Note';
import { Box, Tap } from '../kit/primitives';
import { SkeletonList } from '../kit/Skeleton';
import { EmptyState, ErrorState } from '../kit/states';
import { Tag } from '../kit/Tag';
import { hasFailed, isExit } from '../parts/door-outcome';
import { Emergency } from '../parts/Emergency';
import { OpeningTrack } from '../parts/OpeningTrack';
import { Page } from '../shell/Page';
import { useNow } from '../state/clock';
import { useLive } from '../state/realtime';
import { useResource } from '../state/resource';
import { CartFooter, ordered } from './CartFooter';

export interface InsideProps {
  visit: Visit;
  at: number;
  onChanged: (visit: Visit) => void;
  onRefresh: () => void;
}

export function Inside({ visit, at, onChanged, onRefresh }: InsideProps) {
  const cart = useCart(visit.id);
  const [helping, setHelping] = useState(false);
  const [leavingNow, setLeavingNow] = useState(false);
  // "I will stay" holds for this opening of the door; the next one shows the way out again.
  const [stayed, setStayed] = useState<string | null>(null);
  if (onTheWayOut(visit) && stayed !== visit.opening?.id)
    return <WalkOut visit={visit} at={at} onRefresh={onRefresh} onStay={() => setStayed(visit.opening?.id ?? null)} />;
  const waiting = visit.nextStep === 'wait_for_agent';
  const shopping = !waiting && visit.nextStep !== 'wait_for_door';
  const help = () => setHelping(true);
  return (
    <Page
      title={visit.store.name}
      dataAt={at}
      tool={<Tools onHelp={help} onEmergency={() => setLeavingNow(true)} />}
      footer={
        shopping && hasToPay(visit, cart.cart) ? <CartFooter visit={visit} acts={cart} onRefresh={onRefresh} /> : null
      }
    >
      <Guide visit={visit} />
      <StayHead visit={visit} />
      <StoreNote storeId={visit.store.id} />
      {visit.nextStep === 'wait_for_door' && visit.opening ? (
        <OpeningTrack opening={visit.opening} utcOffset={visit.store.utcOffset} />
      ) : null}
      {shopping ? <GoodsScan busy={cart.busy} error={cart.error} onScan={cart.scan} onHelp={help} /> : null}
      {shopping ? <CartBody visit={visit} acts={cart} /> : null}
      <Leaving visit={visit} onEmptyCart={cart.empty} onChanged={onChanged} onRefresh={onRefresh} />
      <Emergency
        visitId={visit.id}
        utcOffset={visit.store.utcOffset}
        onRefresh={onRefresh}
        asking={leavingNow}
        onAsking={setLeavingNow}
      />
      {helping ? <HelpSheet visit={visit} onClose={() => setHelping(false)} /> : null}
    </Page>
  );
}

/** The door is open for leaving, is being opened, or failed to: the whole screen is about that. */
function onTheWayOut({ nextStep, opening }: Visit): boolean {
  if (nextStep === 'walk_out') return true;
  if (!opening || !isExit(opening)) return false;
  return nextStep === 'wait_for_door' || (hasFailed(opening) && (nextStep === 'leave' || nextStep === 'scan'));
}

function hasToPay(visit: Visit, cart: Cart | null): boolean {
  return visit.nextStep === 'pay' || (cart !== null && cart.lines.length > 0);
}

/** Within reach however long the cart is: the way out, and somebody to ask. */
function Tools({ onHelp, onEmergency }: { onHelp: () => void; onEmergency: () => void }) {
  const t = useT();
  return (
    <Box className="lk-row">
      <Tap id="emergency-top" className="lk-nav__back lk-nav__alarm" label={t('emergency.open')} onTap={onEmergency}>
        <Icon name="exit" />
      </Tap>
      <Tap id="help" className="lk-nav__back" label={t('help.title')} onTap={onHelp}>
        <Icon name="help" />
      </Tap>
    </Box>
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

const STORE_MS = 30_000;

/** ORD-2: a store that closed meanwhile says so, and what still works. A full one concerns nobody inside. */
function StoreNote({ storeId }: { storeId: string }) {
  const t = useT();
  const store = useResource(`store:${storeId}`, () => api('GET /stores/:id', { params: { id: storeId } }));
  useLive(['visit.changed'], () => void store.refresh(), STORE_MS);
  const is = store.data?.availability ?? 'open';
  if (is === 'open' || is === 'full') return null;
  return (
    <Box id="store-note">
      <Note tone="amber" icon="info">
        {t(`inside.note.${is}`)}
      </Note>
    </Box>
  );
}

function CartBody({ visit, acts }: { visit: Visit; acts: CartActs }) {
  const t = useT();
  const { cart } = acts;
  if (acts.loading) return <SkeletonList rows={2} label={t('common.loading')} />;
  if (acts.loadError && !cart && acts.waiting.length === 0)
    return <ErrorState error={acts.loadError} onRetry={() => void acts.refresh()} />;
  if (ordered(visit, cart))
    return (
      <>
        <CartHints acts={acts} />
        <EmptyState icon="orders" title={t('cart.orderedTitle')} text={t('cart.orderedText')} />
      </>
    );
  if (!cart || cart.lines.length === 0)
    return (
      <>
        <CartHints acts={acts} />
        <EmptyState icon="bag" title={t('cart.emptyTitle')} text={t('cart.emptyText')} />
      </>
    );
  return (
    <>
      <CartHints acts={acts} />
      <CartLines
        lines={cart.lines}
        lastLine={acts.lastLine}
        onQuantity={(id, quantity) => void acts.setQuantity(id, quantity)}
      />
      <CartTotals cart={cart} onCoupon={(id) => void acts.chooseCoupon(id)} />
    </>
  );
}
