import {
  type Column,
  type Filter,
  type ItemOf,
  ListPage,
  StateTag,
  StatusTag,
  useColumnKit,
  useList,
  useWordOptions,
} from '@latchkey/ui';
import { Rate } from 'antd';
import { useStoreOptions } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { ReviewDrawer } from './ReviewDrawer.tsx';

export type Review = ItemOf<'GET /staff/reviews'>;
const FILTERS = ['search', 'storeId', 'state', 'stars', 'replied', 'reported'];

/** ORG-13: what customers say, what stores answer, and the queue of what somebody reported. */
export function Reviews() {
  const text = useAppText();
  const list = useList({ key: 'reviews', route: 'GET /staff/reviews', filters: FILTERS });
  const yesNo = (yes: string, no: string) => [
    { value: 'true', label: yes },
    { value: 'false', label: no },
  ];
  const filters: Filter[] = [
    { kind: 'text', keys: ['search'], label: text('reviews.search') },
    {
      kind: 'choice',
      keys: ['reported'],
      label: text('reviews.reported'),
      options: [{ value: 'true', label: text('reviews.queue') }],
    },
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useStoreOptions() },
    { kind: 'choice', keys: ['state'], label: text('fields.state'), options: useWordOptions('review') },
    {
      kind: 'choice',
      keys: ['stars'],
      label: text('reviews.stars'),
      options: [5, 4, 3, 2, 1].map((n) => ({ value: String(n), label: text('reviews.starsOf', { n }) })),
    },
    {
      kind: 'choice',
      keys: ['replied'],
      label: text('reviews.reply'),
      options: yesNo(text('reviews.replied'), text('reviews.unreplied')),
    },
  ];
  return (
    <ListPage
      id="reviews"
      exportable={false}
      title={text('reviews.title')}
      hint={text('reviews.hint')}
      list={list}
      columns={useColumns()}
      filters={filters}
      rowTone={(review) => (review.openReports > 0 ? 'live' : undefined)}
      openable
      empty={text('reviews.empty')}
    >
      <ReviewDrawer id={list.search.open} onClose={() => list.open(undefined)} />
    </ListPage>
  );
}

function useColumns(): Column<Review>[] {
  const col = useColumnKit<Review>();
  const text = useAppText();
  return [
    {
      key: 'score',
      title: text('reviews.stars'),
      render: ({ score }) => (
        <span className="console-row">
          <Rate
            disabled
            allowHalf
            value={Math.round(score * 2) / 2}
            style={{ fontSize: 14, color: 'var(--lk-lamp)' }}
          />
          <span className="lk-figures">{score.toFixed(1)}</span>
        </span>
      ),
      text: ({ score }) => score.toFixed(1),
      phone: 'aside',
    },
    {
      key: 'text',
      title: text('reviews.text'),
      render: (review) => (
        <span className="console-stack">
          <span>{review.text || text('reviews.noText')}</span>
          {review.photos.length > 0 && (
            <span className="lk-faint">{text('reviews.photoCount', { n: review.photos.length })}</span>
          )}
        </span>
      ),
      text: (review) => review.text,
      phone: 'title',
    },
    col.text('place', text('fields.store'), ({ store, room }) => [store.name, room?.name].filter(Boolean).join(' · ')),
    col.text('member', text('fields.member'), ({ member }) => member.name ?? member.phone ?? ''),
    {
      key: 'state',
      title: text('fields.state'),
      render: (review) => (
        <span className="console-row">
          <StateTag kind="review" value={review.state} />
          {review.openReports > 0 && (
            <StatusTag tone="danger">{text('reviews.reports', { n: review.openReports })}</StatusTag>
          )}
          {review.reply && <StatusTag tone="neutral">{text('reviews.replied')}</StatusTag>}
        </span>
      ),
      phone: 'aside',
    },
    col.time(
      'at',
      text('fields.at'),
      (review) => review.createdAt,
      (review) => review.store.zone,
    ),
  ];
}
