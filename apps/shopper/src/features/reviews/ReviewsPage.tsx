import { useState } from 'react';
import { type Answer, api } from '../../api';
import { dateTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Chips } from '../../kit/Chips';
import { Box } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { SkeletonList } from '../../kit/Skeleton';
import { EmptyState, ErrorState } from '../../kit/states';
import { toast } from '../../kit/Toast';
import { Trouble } from '../../kit/Trouble';
import { Stars } from '../../parts/Stars';
import { Page } from '../../shell/Page';
import { useAct } from '../../state/fault';
import { useList } from '../../state/list';
import { open, pageParam } from '../../state/nav';
import { useResource } from '../../state/resource';
import { useSession } from '../../state/session';
import { Photos } from './Photos';

type Page_ = Answer<'GET /reviews'>;
type Review = Page_['items'][number];
type Summary = NonNullable<Page_['summary']>;
const filters = ['photos', '5', '4', '3', '2', '1'] as const;
const reasons = ['abuse', 'advertising', 'privacy', 'untrue', 'other'] as const;

/** ORG-13: what others said of a store or one of its rooms. */
export function ReviewsPage() {
  const t = useT();
  const [storeId] = useState(() => pageParam('store') ?? '');
  const [roomId] = useState(() => pageParam('room') ?? undefined);
  const [filter, setFilter] = useState<(typeof filters)[number] | null>(null);
  const [reporting, setReporting] = useState<string | null>(null);
  const place = { storeId, ...(roomId ? { roomId } : {}) };
  const chosen = filter === null ? {} : filter === 'photos' ? { photos: 'true' } : { stars: Number(filter) };
  const summary = useResource(`reviews-sum:${storeId}:${roomId ?? ''}`, async () => {
    const page = await api('GET /reviews', { query: { ...place, limit: 1 } });
    return page.summary;
  }).data;
  const list = useList(`reviews:${storeId}:${roomId ?? ''}:${filter ?? ''}`, (cursor) =>
    api('GET /reviews', { query: { ...place, ...chosen, limit: 10, cursor } }),
  );
  return (
    <Page title={t('reviews.title')} dataAt={list.at}>
      {summary && summary.count > 0 ? <Sum summary={summary} /> : null}
      {summary && summary.count > 0 ? (
        <Chips
          id="review-filter"
          label={t('reviews.filter')}
          value={filter}
          options={[
            { value: null, text: t('reviews.all') },
            ...filters.map((one) => ({
              value: one,
              text: one === 'photos' ? t('reviews.withPhotos') : t('rating.of', { n: Number(one) }),
            })),
          ]}
          onChange={setFilter}
        />
      ) : null}
      {list.error && !list.items ? <ErrorState error={list.error} onRetry={() => void list.refresh()} /> : null}
      {list.loading ? <SkeletonList rows={4} label={t('common.loading')} /> : null}
      {list.items?.length === 0 ? (
        <EmptyState icon="info" title={t('reviews.emptyTitle')} text={t('reviews.emptyText')} />
      ) : null}
      <Box className="lk-stack">
        {list.items?.map((review) => (
          <One key={review.id} review={review} onReport={() => setReporting(review.id)} />
        ))}
      </Box>
      <Trouble error={list.moreError} />
      {list.hasMore ? (
        <Button id="more" tone="line" busy={list.busy} onTap={() => void list.more()}>
          {t('common.more')}
        </Button>
      ) : null}
      {reporting ? <Report id={reporting} onClose={() => setReporting(null)} /> : null}
    </Page>
  );
}

function Sum({ summary }: { summary: Summary }) {
  const t = useT();
  return (
    <Card label={t('reviews.sum')}>
      <Box className="lk-row lk-row--between lk-row--wrap" id="review-summary">
        <Box className="lk-stack lk-stack--tight">
          <Box className="lk-num lk-rating__big">{summary.average?.toFixed(1)}</Box>
          <Box className="lk-small lk-soft">{t('rating.count', { n: summary.count })}</Box>
        </Box>
        <Box className="lk-grow lk-bars">
          {[5, 4, 3, 2, 1].map((n) => {
            const count = summary.stars[n - 1] ?? 0;
            return (
              <Box key={n} className="lk-bars__row" label={t('reviews.bar', { n, count })} role="img">
                <Box className="lk-num lk-tiny lk-soft">{`${n}`}</Box>
                <Box className="lk-bars__track">
                  <Box className="lk-bars__fill" style={{ width: `${Math.round((count * 100) / summary.count)}%` }} />
                </Box>
                <Box className="lk-num lk-tiny lk-soft">{`${count}`}</Box>
              </Box>
            );
          })}
        </Box>
      </Box>
      <Box className="lk-row lk-row--between lk-row--wrap lk-small lk-soft lk-review-aspects">
        {(['environment', 'facilities', 'products', 'service'] as const).map((aspect) => (
          <Box key={aspect}>{`${t(`review.aspect.${aspect}`)} ${summary.aspects[aspect].toFixed(1)}`}</Box>
        ))}
      </Box>
    </Card>
  );
}

function One({ review, onReport }: { review: Review; onReport: () => void }) {
  const t = useT();
  const here = -new Date().getTimezoneOffset();
  return (
    <Card label={review.author ?? t('reviews.anonymous')}>
      <Box className="lk-stack lk-stack--tight" id={`review-${review.id}`}>
        <Box className="lk-row lk-row--between">
          <Box className="lk-strong">{review.author ?? t('reviews.anonymous')}</Box>
          <Stars value={review.score} />
        </Box>
        <Box className="lk-tiny lk-soft lk-num">
          {[dateTime(review.createdAt, here), review.roomName, review.edited ? t('reviews.edited') : null]
            .filter(Boolean)
            .join(' · ')}
        </Box>
        {review.text ? <Box className="lk-prose">{review.text}</Box> : null}
        {review.photos.length > 0 ? (
          <Box className="lk-photos">
            <Photos photos={review.photos} />
          </Box>
        ) : null}
        {review.reply ? (
          <Box className="lk-reply">
            <Box className="lk-small lk-strong">{t('reviews.reply')}</Box>
            <Box className="lk-small lk-prose">{review.reply.text}</Box>
          </Box>
        ) : null}
        {review.own ? null : (
          <Button id={`report-${review.id}`} tone="text" small onTap={onReport}>
            {t('reviews.report')}
          </Button>
        )}
      </Box>
    </Card>
  );
}

/** Telling the platform that a review does not belong there. */
function Report({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const { status } = useSession();
  const [reason, setReason] = useState<(typeof reasons)[number]>('abuse');
  const act = useAct();
  const send = async () => {
    if (status !== 'customer') return open('sign-in');
    await act.run(async () => {
      await api('POST /reviews/:id/reports', { params: { id }, body: { reason } });
      toast(t('reviews.reported'), 'check');
      onClose();
    });
  };
  return (
    <Sheet id="report-review" title={t('reviews.report')} onClose={onClose}>
      <Box className="lk-stack">
        <Chips
          id="report-reason"
          label={t('reviews.why')}
          wrap
          value={reason}
          options={reasons.map((one) => ({ value: one, text: t(`reviews.reason.${one}`) }))}
          onChange={(value) => setReason(value ?? 'abuse')}
        />
        <Trouble error={act.error} />
        <Button id="send-report" busy={act.busy} onTap={() => void send()}>
          {t('reviews.send')}
        </Button>
      </Box>
    </Sheet>
  );
}
