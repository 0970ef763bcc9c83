import {
  call,
  DateTime,
  DetailDrawer,
  Facts,
  Loaded,
  ReasonDialog,
  Section,
  StateTag,
  StatusTag,
  toProblem,
  useSession,
  useWord,
} from '@latchkey/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Image, Input, List, Rate } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import type { Review } from './Reviews.tsx';

const ASPECTS = ['environment', 'facilities', 'products', 'service'] as const;
type Act = 'hide' | 'show' | 'report';

/** One review: its words and photos, the store's answer, and what was reported about it. */
export function ReviewDrawer(props: { id: string | undefined; onClose: () => void }) {
  const text = useAppText();
  const word = useWord();
  const detail = useQuery({
    queryKey: ['reviews', 'one', props.id],
    queryFn: () => call('GET /staff/reviews/:id', { params: { id: props.id ?? '' } }),
    enabled: props.id !== undefined,
  });
  const review = detail.data?.review;
  return (
    <DetailDrawer
      open={props.id !== undefined}
      onClose={props.onClose}
      title={review ? [review.store.name, review.room?.name].filter(Boolean).join(' · ') : text('reviews.one')}
      extra={review && <Acts review={review} />}
      width={600}
    >
      <Loaded query={detail}>
        {(found) => (
          <>
            <Words review={found.review} />
            <Reply key={found.review.reply?.at ?? 'none'} review={found.review} />
            {found.reports.length > 0 && (
              <Section title={text('reviews.reportsTitle')}>
                <List
                  dataSource={found.reports}
                  renderItem={(report) => (
                    <List.Item>
                      <span className="console-stack">
                        <span>
                          {word('reviewReport', report.reason)}
                          {report.note ? `：${report.note}` : ''}
                        </span>
                        <span className="lk-faint">
                          {text(report.by === 'staff' ? 'reviews.byStaff' : 'reviews.byCustomer')} {report.byName ?? ''}{' '}
                          · <DateTime at={report.createdAt} />
                        </span>
                      </span>
                      <StatusTag tone={report.outcome === null ? 'danger' : 'neutral'}>
                        {text(`reviews.outcome_${report.outcome ?? 'open'}`)}
                      </StatusTag>
                    </List.Item>
                  )}
                />
              </Section>
            )}
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}

function Words({ review }: { review: Review }) {
  const text = useAppText();
  return (
    <Section
      plain
      title={<Rate disabled allowHalf value={Math.round(review.score * 2) / 2} style={{ color: 'var(--lk-lamp)' }} />}
      extra={<StateTag kind="review" value={review.state} />}
    >
      <p style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{review.text || text('reviews.noText')}</p>
      {review.photos.length > 0 && (
        <Image.PreviewGroup>
          <span className="console-row" style={{ flexWrap: 'wrap', marginBlockEnd: 12 }}>
            {review.photos.map((photo) => (
              <Image key={photo} src={photo} alt={text('reviews.photo')} width={88} height={88} />
            ))}
          </span>
        </Image.PreviewGroup>
      )}
      <Facts
        facts={[
          ...ASPECTS.map((aspect) => ({
            label: text(`reviews.aspect_${aspect}`),
            value: <span className="lk-figures">{review.stars[aspect]}</span>,
          })),
          { label: text('fields.member'), value: review.member.name ?? review.member.phone ?? '' },
          { label: text('reviews.number'), value: review.number },
          {
            label: text('fields.at'),
            value: <DateTime at={review.createdAt} zone={review.store.zone} style="second" />,
          },
          review.editedAt && {
            label: text('reviews.editedAt'),
            value: <DateTime at={review.editedAt} style="second" />,
          },
          review.reason && { label: text('reviews.hiddenWhy'), value: review.reason, wide: true },
        ]}
      />
    </Section>
  );
}

function useRefresh() {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: ['reviews'] });
}

function Reply({ review }: { review: Review }) {
  const text = useAppText();
  const { can } = useSession();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [words, setWords] = useState(review.reply?.text ?? '');
  const reply = useMutation({
    mutationFn: () => call('PUT /staff/reviews/:id/reply', { params: { id: review.id }, body: { text: words.trim() } }),
    onSuccess: () => message.success(text('reviews.replySaved')),
    onError: (cause) => message.error(toProblem(cause).message),
    onSettled: refresh,
  });
  const editable = can('reviews:reply') && review.state !== 'deleted';
  if (!editable && !review.reply) return null;
  return (
    <Section title={text('reviews.reply')}>
      {review.reply && (
        <p className="lk-faint">
          {review.reply.by} · <DateTime at={review.reply.at} style="second" />
        </p>
      )}
      {editable ? (
        <span className="console-stack">
          <Input.TextArea
            value={words}
            maxLength={500}
            showCount
            autoSize={{ minRows: 2, maxRows: 8 }}
            aria-label={text('reviews.reply')}
            placeholder={text('reviews.replyHint')}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button
            type="primary"
            loading={reply.isPending}
            disabled={words.trim() === '' || words.trim() === review.reply?.text}
            onClick={() => reply.mutate()}
          >
            {text('reviews.send')}
          </Button>
        </span>
      ) : (
        <p>{review.reply?.text}</p>
      )}
    </Section>
  );
}

/** Hiding is the platform's; a merchant reports. */
function Acts({ review }: { review: Review }) {
  const text = useAppText();
  const { can } = useSession();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [act, setAct] = useState<Act | null>(null);
  const run = async (reason: string) => {
    const params = { id: review.id };
    if (act === 'hide') await call('POST /staff/reviews/:id/hide', { params, body: { reason } });
    else if (act === 'show') await call('POST /staff/reviews/:id/show', { params, body: { reason } });
    else await call('POST /staff/reviews/:id/reports', { params, body: { reason: 'other', note: reason } });
    message.success(text('fields.saved'));
    refresh();
  };
  if (review.state === 'deleted') return null;
  const judge = can('reviews:hide');
  return (
    <span className="console-row">
      {!judge && can('reviews:reply') && review.state === 'shown' && (
        <Button onClick={() => setAct('report')}>{text('reviews.report')}</Button>
      )}
      {judge && (review.state === 'hidden' || review.openReports > 0) && (
        <Button onClick={() => setAct('show')}>
          {text(review.state === 'hidden' ? 'reviews.show' : 'reviews.keep')}
        </Button>
      )}
      {judge && review.state === 'shown' && (
        <Button danger onClick={() => setAct('hide')}>
          {text('reviews.hide')}
        </Button>
      )}
      <ReasonDialog
        open={act !== null}
        title={text(`reviews.${act ?? 'hide'}Title`)}
        consequence={text(`reviews.${act ?? 'hide'}Hint`)}
        confirm={text(act === 'report' ? 'reviews.report' : 'fields.save')}
        danger={act === 'hide'}
        onClose={() => setAct(null)}
        onConfirm={run}
      />
    </span>
  );
}
