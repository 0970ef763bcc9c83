import { useState } from 'react';
import { api, type Coupon } from '../../api';
import { formatMoney } from '../../format/money';
import { phoneTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Price } from '../../kit/Price';
import { Box, Txt } from '../../kit/primitives';
import { Segments } from '../../kit/Segments';
import { EmptyState } from '../../kit/states';
import { Tag } from '../../kit/Tag';
import { ListBody } from '../../shell/ListBody';
import { Page } from '../../shell/Page';
import { useList } from '../../state/list';
import { pageParam } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useSession } from '../../state/session';
import { Centre } from './Centre';

type Filter = 'centre' | 'available' | 'used' | 'expired';
const filters: readonly Filter[] = ['available', 'centre', 'used', 'expired'];

export function CouponsPage() {
  const t = useT();
  const { status } = useSession();
  const [chosen, setChosen] = useState<Filter | null>(() => (pageParam('centre') === null ? null : 'centre'));
  // Who is not signed in has no coupons yet, and sees what there is to have.
  const filter = chosen ?? (status === 'guest' ? 'centre' : 'available');
  return (
    <Page title={t('coupons.title')}>
      <Segments
        id="coupons"
        label={t('coupons.filter')}
        value={filter}
        onChange={setChosen}
        options={filters.map((value) => ({
          value,
          text: t(value === 'centre' ? 'centre.title' : `couponState.${value}`),
        }))}
      />
      {filter === 'centre' ? <Centre /> : <Mine state={filter} onCentre={() => setChosen('centre')} />}
    </Page>
  );
}

function Mine({ state, onCentre }: { state: Exclude<Filter, 'centre'>; onCentre: () => void }) {
  const t = useT();
  const { status } = useSession();
  const signedIn = status === 'customer';
  const list = useList(signedIn ? `coupons:${state}` : null, (cursor) =>
    api('GET /me/coupons', { query: { state, limit: 20, cursor } }),
  );
  useLive(['coupon.changed'], () => void list.refresh(), 30_000, signedIn);
  return (
    <ListBody
      list={list}
      empty={
        <EmptyState icon="coupon" title={t('coupon.emptyTitle')} text={t('coupon.emptyText')}>
          <Button small onTap={onCentre}>
            {t('centre.see')}
          </Button>
        </EmptyState>
      }
    >
      {(items) => (
        <Box as="ul" className="lk-list lk-stack">
          {items.map((coupon) => (
            <Ticket key={coupon.id} coupon={coupon} />
          ))}
        </Box>
      )}
    </ListBody>
  );
}

function Ticket({ coupon }: { coupon: Coupon }) {
  const t = useT();
  const off = coupon.state !== 'available' && coupon.state !== 'reserved';
  return (
    <Box as="li" className={off ? 'lk-ticket lk-ticket--off' : 'lk-ticket'}>
      <Box className="lk-ticket__worth">
        {coupon.amount !== null ? (
          <Price fen={coupon.amount} size={28} />
        ) : (
          <Txt className="lk-h2">{t('coupon.rate', { n: (10_000 - (coupon.rate ?? 0)) / 100 })}</Txt>
        )}
        <Box className="lk-tiny">
          {coupon.threshold > 0 ? t('coupon.from', { amount: formatMoney(coupon.threshold) }) : t('coupon.noThreshold')}
        </Box>
      </Box>
      <Box className="lk-ticket__body">
        <Box className="lk-row lk-row--between">
          <Box className="lk-strong lk-cut">{coupon.name}</Box>
          <Tag tone={coupon.state === 'available' ? 'brand' : 'plain'}>{t(`couponState.${coupon.state}`)}</Tag>
        </Box>
        <Box className="lk-tiny lk-soft lk-num">{t('coupon.until', { at: phoneTime(coupon.expiresAt) })}</Box>
        <Box className="lk-tiny lk-soft lk-cut">
          {coupon.storeNames.length > 0 ? coupon.storeNames.join('、') : t('coupon.allStores')}
        </Box>
      </Box>
    </Box>
  );
}
