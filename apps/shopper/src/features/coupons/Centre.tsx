import { useState } from 'react';
import { type Answer, api } from '../../api';
import { formatMoney } from '../../format/money';
import { phoneTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { EmptyState, ErrorState } from '../../kit/states';
import { Tag } from '../../kit/Tag';
import { toast } from '../../kit/Toast';
import { Trouble } from '../../kit/Trouble';
import { useAct } from '../../state/fault';
import { useList } from '../../state/list';
import { open } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useSession } from '../../state/session';

type Batch = Answer<'GET /coupon-batches'>['items'][number];

/** MKT-1: what can be claimed by hand; looking needs no account. */
export function Centre() {
  const t = useT();
  const { status } = useSession();
  const list = useList(`coupon-centre:${status}`, (cursor) =>
    api('GET /coupon-batches', { query: { limit: 20, cursor } }),
  );
  useLive(['coupon.changed'], () => void list.refresh(), 60_000);
  if (list.error && !list.items) return <ErrorState error={list.error} onRetry={() => void list.refresh()} />;
  if (!list.items) return <SkeletonList rows={3} label={t('common.loading')} />;
  if (list.items.length === 0)
    return <EmptyState icon="gift" title={t('centre.emptyTitle')} text={t('centre.emptyText')} />;
  return (
    <>
      <Box as="ul" className="lk-list lk-stack">
        {list.items.map((batch) => (
          <Offer key={batch.id} batch={batch} onClaimed={() => void list.refresh()} />
        ))}
      </Box>
      <Trouble error={list.moreError} />
      {list.hasMore ? (
        <Button id="more" tone="line" busy={list.busy} onTap={() => void list.more()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
}

function Offer({ batch, onClaimed }: { batch: Batch; onClaimed: () => void }) {
  const t = useT();
  const { status } = useSession();
  const { busy, error, run } = useAct();
  const [claimed, setClaimed] = useState(false);
  const gone = batch.remaining === 0;
  const mine = claimed || (!batch.claimable && !gone && status === 'customer');
  const claim = async () => {
    if (status !== 'customer') return open('sign-in');
    const done = await run(async () => {
      await api('POST /coupon-batches/:id/claims', { params: { id: batch.id } });
      toast(t('centre.claimed'), 'check');
    });
    setClaimed(done);
    onClaimed();
  };
  return (
    <Box as="li" id={`batch-${batch.id}`} className={gone ? 'lk-ticket lk-ticket--off' : 'lk-ticket'}>
      <Box className="lk-ticket__worth">
        <Price fen={batch.amount} size={28} />
        <Box className="lk-tiny">
          {batch.threshold > 0 ? t('coupon.from', { amount: formatMoney(batch.threshold) }) : t('coupon.noThreshold')}
        </Box>
      </Box>
      <Box className="lk-ticket__body">
        <Box className="lk-strong">{batch.name}</Box>
        <Box className="lk-tiny lk-soft lk-num">{t('coupon.until', { at: phoneTime(batch.expiresAt) })}</Box>
        <Trouble error={error} />
        <Box className="lk-row">
          {mine ? (
            <Tag tone="brand">{t('centre.mine')}</Tag>
          ) : gone ? (
            <Tag>{t('centre.gone')}</Tag>
          ) : (
            <Button id={`claim-${batch.id}`} tone="quiet" small busy={busy} onTap={() => void claim()}>
              {t('centre.claim')}
            </Button>
          )}
        </Box>
      </Box>
    </Box>
  );
}
