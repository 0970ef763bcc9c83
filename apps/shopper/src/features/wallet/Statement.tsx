import { type Answer, api } from '../../api';
import { formatMoney } from '../../format/money';
import { phoneTime } from '../../format/time';
import { useT } from '../../i18n';
import { ListRow } from '../../kit/ListRow';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { EmptyState } from '../../kit/states';
import { ListBody } from '../../shell/ListBody';
import { useList } from '../../state/list';
import { open } from '../../state/nav';
import { useLive } from '../../state/realtime';

type Entry = Answer<'GET /me/balance/entries'>['items'][number];

/** PAY-13: every movement, with the balance after it. */
export function Statement() {
  const t = useT();
  const list = useList('balance-entries', (cursor) => api('GET /me/balance/entries', { query: { limit: 20, cursor } }));
  useLive(['balance.changed'], () => void list.refresh(), 30_000);
  return (
    <Box as="section" className="lk-stack" label={t('wallet.statement')}>
      <Box as="h2" className="lk-h3">
        {t('wallet.statement')}
      </Box>
      <ListBody
        list={list}
        empty={<EmptyState icon="wallet" title={t('wallet.emptyTitle')} text={t('wallet.emptyText')} />}
      >
        {(items) => (
          <Box className="lk-card lk-card--flush">
            {items.map((entry, i) => (
              <Row key={entry.id} entry={entry} last={i === items.length - 1} />
            ))}
          </Box>
        )}
      </ListBody>
    </Box>
  );
}

function Row({ entry, last }: { entry: Entry; last: boolean }) {
  const t = useT();
  const { kind, id, number } = entry.reference;
  const place = [entry.storeName, number].filter((part) => part !== null).join(' · ');
  return (
    <ListRow
      id={`entry-${entry.id}`}
      title={<Box className="lk-strong">{t(kind === 'booking' ? 'wallet.forRoom' : `wallet.kind.${entry.kind}`)}</Box>}
      detail={
        <>
          {place === '' ? null : <Box className="lk-cut">{place}</Box>}
          <Box className="lk-num">{phoneTime(entry.at)}</Box>
        </>
      }
      end={
        <Box className="lk-storeend">
          <Price fen={entry.amount} />
          <Box className="lk-tiny lk-soft lk-num">{t('wallet.after', { amount: formatMoney(entry.balanceAfter) })}</Box>
        </Box>
      }
      last={last}
      {...(kind === 'order' ? { bare: true, onTap: () => open('order', { id }) } : {})}
      {...(kind === 'booking' ? { bare: true, onTap: () => open('bookings') } : {})}
    />
  );
}
