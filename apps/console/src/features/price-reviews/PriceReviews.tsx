import {
  type Column,
  type Filter,
  type ItemOf,
  ListPage,
  Money,
  StateTag,
  useColumnKit,
  useList,
  useWordOptions,
} from '@latchkey/ui';
import { useStoreOptions } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { PriceReviewDrawer } from './PriceReviewDrawer.tsx';

export type PriceReview = ItemOf<'GET /staff/price-reviews'>;
const FILTERS = ['storeId', 'listingId', 'state'];

/** CAT-4: prices that stores asked for. */
export function PriceReviews() {
  const text = useAppText();
  const list = useList({ key: 'price-reviews', route: 'GET /staff/price-reviews', filters: FILTERS });
  const filters: Filter[] = [
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useStoreOptions() },
    { kind: 'choice', keys: ['state'], label: text('fields.state'), options: useWordOptions('priceReview') },
  ];
  return (
    <ListPage
      id="price-reviews"
      exportable={false}
      title={text('priceReviews.title')}
      hint={text('priceReviews.hint')}
      list={list}
      columns={useColumns()}
      filters={filters}
      rowTone={(review) => (review.state === 'pending' ? 'live' : undefined)}
      openable
      empty={text('priceReviews.empty')}
    >
      <PriceReviewDrawer id={list.search.open} onClose={() => list.open(undefined)} />
    </ListPage>
  );
}

function useColumns(): Column<PriceReview>[] {
  const col = useColumnKit<PriceReview>();
  const text = useAppText();
  return [
    {
      key: 'name',
      title: text('products.product'),
      render: ({ listing }) => (
        <span className="console-stack">
          <strong>{listing.name}</strong>
          <span className="lk-faint">{listing.spec}</span>
        </span>
      ),
      phone: 'title',
    },
    col.text('store', text('fields.store'), (review) => review.store.name),
    {
      key: 'prices',
      title: text('priceReviews.asked'),
      align: 'end',
      render: (review) => (
        <span className="console-row" style={{ justifyContent: 'end' }}>
          <span className="lk-faint">
            <Money fen={review.priceBefore} /> →
          </span>
          <Money fen={review.price} />
        </span>
      ),
      phone: 'aside',
    },
    {
      key: 'state',
      title: text('fields.state'),
      render: (review) => <StateTag kind="priceReview" value={review.state} />,
      phone: 'aside',
    },
    col.text('by', text('priceReviews.by'), (review) => review.requestedBy.name),
    col.time(
      'at',
      text('priceReviews.at'),
      (review) => review.requestedAt,
      (review) => review.store.zone,
    ),
  ];
}
