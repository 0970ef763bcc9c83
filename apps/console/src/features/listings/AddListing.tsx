import type { Body } from '@latchkey/client';
import { call, FormDrawer, PriceInput, useSession, useWordOptions } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Form, Input, InputNumber, Radio, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useStoreOptions } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import type { Listing } from './Listings.tsx';

type Draft = Body<'POST /staff/listings'>;

/** Puts a product of the library on a store's shelf; store and product may come from what the list is filtered by. */
export function AddListing(props: {
  open: boolean;
  storeId: string | undefined;
  productId: string | undefined;
  onClose: () => void;
  onSaved: (listing: Listing) => void;
}) {
  const text = useAppText();
  const { storeId, productId } = props;
  return (
    <FormDrawer<Draft, Listing>
      open={props.open}
      title={text('listings.add')}
      initial={{ storeId, productId, shelfState: 'on', stockPolicy: 'strict', lowStockAt: null, storePrice: null }}
      save={(draft) => call('POST /staff/listings', { body: draft })}
      stale={['listings', 'products', 'price-reviews']}
      onSaved={props.onSaved}
      onClose={props.onClose}
      width={520}
    >
      <Form.Item
        name="storeId"
        label={text('fields.store')}
        rules={[{ required: true, message: text('fields.required') }]}
      >
        <Select options={useStoreOptions()} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <ProductChoice />
      <ListingFields />
    </FormDrawer>
  );
}

/** What a store decides about a product that it sells. */
export function ListingFields(props: { rule?: Listing['priceRule'] }) {
  const text = useAppText();
  const { can } = useSession();
  const reviewed = props.rule !== undefined && props.rule !== 'locked' && !can('products:edit');
  const storePrice = Form.useWatch('storePrice') as number | null | undefined;
  return (
    <>
      <Form.Item
        name="storePrice"
        label={text('listings.storePrice')}
        extra={
          <>
            {text(props.rule === 'locked' ? 'listings.lockedHint' : 'listings.storePriceHint')}
            {reviewed && <> {text(props.rule === 'reviewed' ? 'listings.reviewedHint' : 'listings.limitsHint')}</>}
          </>
        }
      >
        <PriceInput disabled={props.rule === 'locked'} />
      </Form.Item>
      {reviewed && typeof storePrice === 'number' && (
        <Form.Item name="priceNote" label={text('listings.priceNote')}>
          <Input maxLength={500} placeholder={text('listings.priceNoteHint')} />
        </Form.Item>
      )}
      <Form.Item name="shelfState" required label={text('listings.shelf')}>
        <Radio.Group options={useWordOptions('shelf')} />
      </Form.Item>
      <Form.Item
        name="stockPolicy"
        required
        label={text('listings.stockPolicy')}
        extra={text('listings.stockPolicyHint')}
      >
        <Radio.Group options={useWordOptions('stockPolicy')} />
      </Form.Item>
      <Form.Item name="lowStockAt" label={text('listings.lowStockAt')} extra={text('listings.lowStockHint')}>
        <InputNumber min={0} max={100_000} precision={0} style={{ width: 160 }} />
      </Form.Item>
    </>
  );
}

function ProductChoice() {
  const text = useAppText();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const chosen = Form.useWatch('productId') as string | undefined;
  const products = useQuery({
    queryKey: ['products', 'choice', search],
    queryFn: () =>
      call('GET /staff/products', { query: { ...(search ? { search } : {}), state: 'active', limit: 20 } }),
  });
  const one = useQuery({
    queryKey: ['products', 'one', chosen],
    queryFn: () => call('GET /staff/products/:id', { params: { id: chosen ?? '' } }),
    enabled: chosen !== undefined,
  });
  const found = products.data?.items ?? [];
  const known = one.data && !found.some((product) => product.id === one.data.id) ? [one.data, ...found] : found;
  return (
    <Form.Item
      name="productId"
      label={text('products.product')}
      rules={[{ required: true, message: text('fields.required') }]}
    >
      <Select
        showSearch={{ filterOption: false, onSearch: setTyped }}
        placeholder={text('products.search')}
        loading={products.isFetching}
        options={known.map((product) => ({
          value: product.id,
          label: [product.name, product.spec, product.barcodes[0]].filter(Boolean).join(' · '),
        }))}
      />
    </Form.Item>
  );
}
