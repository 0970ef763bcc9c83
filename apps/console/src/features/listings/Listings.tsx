import { PlusOutlined } from '@ant-design/icons';
import {
  type Column,
  type Filter,
  type ItemOf,
  ListPage,
  Money,
  StatusTag,
  useColumnKit,
  useList,
  useSession,
  useWordOptions,
} from '@latchkey/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useStoreOptions } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { AddListing } from './AddListing.tsx';
import { ListingDrawer } from './ListingDrawer.tsx';

export type Listing = ItemOf<'GET /staff/listings'>;
const FILTERS = ['search', 'storeId', 'productId', 'shelfState', 'lowStock'];

export function Listings() {
  const text = useAppText();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const list = useList({ key: 'listings', route: 'GET /staff/listings', filters: FILTERS });
  const filters: Filter[] = [
    { kind: 'text', keys: ['search'], label: text('listings.search') },
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useStoreOptions() },
    { kind: 'choice', keys: ['shelfState'], label: text('listings.shelf'), options: useWordOptions('shelf') },
    {
      kind: 'choice',
      keys: ['lowStock'],
      label: text('listings.stock'),
      options: [{ value: 'true', label: text('listings.onlyLow') }],
    },
  ];
  const add = can('listings:edit') && can('products') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {text('listings.add')}
    </Button>
  );
  return (
    <ListPage
      id="listings"
      exportable="listings"
      title={text('listings.title')}
      hint={text('listings.hint')}
      add={add}
      list={list}
      columns={useColumns()}
      filters={filters}
      rowTone={(listing) => (isLow(listing) ? 'live' : undefined)}
      openable
      empty={text('listings.empty')}
    >
      <ListingDrawer id={list.search.open} onClose={() => list.open(undefined)} />
      <AddListing
        open={adding}
        storeId={list.search.storeId}
        productId={list.search.productId}
        onClose={() => setAdding(false)}
        onSaved={(listing) => list.replace({ ...list.search, productId: listing.productId, open: listing.id })}
      />
    </ListPage>
  );
}

function isLow(listing: Listing): boolean {
  return listing.shelfState === 'on' && listing.lowStockAt !== null && listing.available <= listing.lowStockAt;
}

function useColumns(): Column<Listing>[] {
  const col = useColumnKit<Listing>();
  const text = useAppText();
  return [
    {
      key: 'name',
      title: text('products.product'),
      render: (listing) => (
        <span className="console-row" style={{ flexWrap: 'nowrap' }}>
          {listing.image && <img className="console-thumb" src={listing.image} alt="" loading="lazy" />}
          <span className="console-stack">
            <strong>{listing.name}</strong>
            <span className="lk-faint">{listing.spec}</span>
          </span>
        </span>
      ),
      text: (listing) => listing.name,
      phone: 'title',
    },
    col.text('store', text('fields.store'), (listing) => listing.storeName),
    {
      key: 'barcode',
      title: text('products.barcode'),
      render: (listing) => <span className="lk-mono">{listing.barcodes[0] ?? '—'}</span>,
      text: (listing) => listing.barcodes.join(' '),
      phone: 'none',
    },
    {
      key: 'price',
      title: text('listings.price'),
      align: 'end',
      render: (listing) => (
        <span className="console-row" style={{ justifyContent: 'end' }}>
          {listing.waitingPrice && <StatusTag tone="live">{text('listings.waiting')}</StatusTag>}
          <Money fen={listing.price} />
        </span>
      ),
      text: (listing) => String(listing.price),
      phone: 'aside',
    },
    {
      key: 'available',
      title: text('listings.available'),
      align: 'end',
      render: (listing) => (
        <span className="console-row" style={{ justifyContent: 'end' }}>
          {isLow(listing) && <StatusTag tone="live">{text('listings.low')}</StatusTag>}
          <span className="lk-figures">{listing.available}</span>
        </span>
      ),
      text: (listing) => String(listing.available),
    },
    col.count('reserved', text('listings.reserved'), (listing) => listing.reserved, {
      hiddenByDefault: true,
      phone: 'none',
    }),
    col.state('shelf', 'shelf', text('listings.shelf'), (listing) => listing.shelfState, { phone: 'aside' }),
  ];
}
