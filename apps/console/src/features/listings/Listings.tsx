import { PlusOutlined } from '@ant-design/icons';
import {
  type Column,
  DataTable,
  type Filter,
  type ItemOf,
  Money,
  PageHead,
  priceText,
  StateTag,
  StatusTag,
  useList,
  useSession,
  useWord,
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
  const opened = list.rows?.find((listing) => listing.id === list.search.open);
  const add = can('listings:edit') && can('products') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {text('listings.add')}
    </Button>
  );
  return (
    <>
      <PageHead title={text('listings.title')} hint={text('listings.hint')} extra={add} />
      <DataTable
        id="listings"
        label={text('listings.title')}
        list={list}
        columns={useColumns()}
        filters={filters}
        rowKey={(listing) => listing.id}
        rowLabel={(listing) => `${listing.name} ${listing.storeName}`}
        rowTone={(listing) => (isLow(listing) ? 'live' : undefined)}
        openable
        empty={{ hint: text('listings.empty'), action: add }}
      />
      <ListingDrawer listing={opened} onClose={() => list.open(undefined)} />
      <AddListing
        open={adding}
        storeId={list.search.storeId}
        productId={list.search.productId}
        onClose={() => setAdding(false)}
        onSaved={(listing) => list.replace({ ...list.search, productId: listing.productId, open: listing.id })}
      />
    </>
  );
}

function isLow(listing: Listing): boolean {
  return listing.shelfState === 'on' && listing.lowStockAt !== null && listing.available <= listing.lowStockAt;
}

function useColumns(): Column<Listing>[] {
  const text = useAppText();
  const word = useWord();
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
    {
      key: 'store',
      title: text('fields.store'),
      render: (listing) => listing.storeName,
      text: (listing) => listing.storeName,
    },
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
      render: (listing) => <Money fen={listing.price} />,
      text: (listing) => priceText(listing.price),
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
    {
      key: 'reserved',
      title: text('listings.reserved'),
      align: 'end',
      hiddenByDefault: true,
      render: (listing) => <span className="lk-figures">{listing.reserved}</span>,
      text: (listing) => String(listing.reserved),
      phone: 'none',
    },
    {
      key: 'shelf',
      title: text('listings.shelf'),
      render: (listing) => <StateTag kind="shelf" value={listing.shelfState} />,
      text: (listing) => word('shelf', listing.shelfState),
      phone: 'aside',
    },
  ];
}
