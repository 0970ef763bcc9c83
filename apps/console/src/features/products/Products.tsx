import { PlusOutlined } from '@ant-design/icons';
import {
  type Column,
  type Filter,
  type ItemOf,
  ListPage,
  Money,
  priceText,
  StatusTag,
  useColumnKit,
  useList,
  useSession,
} from '@latchkey/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useCategoryOptions } from '../../choices/categories.ts';
import { useAppText } from '../../texts.ts';
import { ProductDrawer } from './ProductDrawer.tsx';
import { ProductForm } from './ProductForm.tsx';

type Product = ItemOf<'GET /staff/products'>;
const FILTERS = ['search', 'categoryId', 'state', 'tag'];

export function Products() {
  const text = useAppText();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const list = useList({ key: 'products', route: 'GET /staff/products', filters: FILTERS });
  const filters: Filter[] = [
    { kind: 'text', keys: ['search'], label: text('products.search') },
    { kind: 'choice', keys: ['categoryId'], label: text('products.category'), options: useCategoryOptions() },
    {
      kind: 'choice',
      keys: ['state'],
      label: text('fields.state'),
      options: [
        { value: 'active', label: text('products.active') },
        { value: 'archived', label: text('products.archived') },
      ],
    },
    { kind: 'text', keys: ['tag'], label: text('products.tag') },
  ];
  const add = can('products:edit') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {text('products.add')}
    </Button>
  );
  return (
    <ListPage
      id="products"
      exportable="products"
      title={text('products.title')}
      hint={text('products.hint')}
      add={add}
      list={list}
      columns={useColumns()}
      filters={filters}
      openable
      empty={text('products.empty')}
    >
      <ProductDrawer id={list.search.open} onClose={() => list.open(undefined)} />
      <ProductForm
        open={adding}
        product={null}
        onClose={() => setAdding(false)}
        onSaved={(product) => list.open(product.id)}
      />
    </ListPage>
  );
}

function useColumns(): Column<Product>[] {
  const col = useColumnKit<Product>();
  const text = useAppText();
  return [
    {
      key: 'name',
      title: text('products.product'),
      render: (product) => (
        <span className="console-row" style={{ flexWrap: 'nowrap' }}>
          {product.images[0] && <img className="console-thumb" src={product.images[0]} alt="" loading="lazy" />}
          <span className="console-stack">
            <strong>{product.name}</strong>
            <span className="lk-faint">{[product.brand, product.spec].filter(Boolean).join(' · ')}</span>
          </span>
        </span>
      ),
      text: (product) => product.name,
      phone: 'title',
    },
    {
      key: 'barcode',
      title: text('products.barcode'),
      render: (product) => <span className="lk-mono">{product.barcodes[0] ?? '—'}</span>,
      text: (product) => product.barcodes.join(' '),
    },
    col.text('category', text('products.category'), (product) => product.category?.name),
    col.money('price', text('products.salePrice'), (product) => product.salePrice, { phone: 'aside' }),
    {
      key: 'cost',
      title: text('products.cost'),
      align: 'end',
      hiddenByDefault: true,
      render: (product) => (product.cost === null ? '—' : <Money fen={product.cost} />),
      text: (product) => (product.cost === null ? '' : priceText(product.cost)),
      phone: 'none',
    },
    col.count('listings', text('products.listings'), (product) => product.listingCount, { phone: 'none' }),
    col.count('stock', text('products.stock'), (product) => product.stockTotal),
    {
      key: 'state',
      title: text('fields.state'),
      render: (product) => (
        <span className="console-row">
          <StatusTag tone={product.state === 'active' ? 'ok' : 'neutral'}>
            {text(`products.${product.state}`)}
          </StatusTag>
          {product.ageRestricted && <StatusTag tone="info">{text('products.adultsOnly')}</StatusTag>}
        </span>
      ),
      text: (product) => text(`products.${product.state}`),
      phone: 'aside',
    },
    col.time(
      'updatedAt',
      text('fields.updatedAt'),
      (product) => product.updatedAt,
      () => undefined,
      { hiddenByDefault: true, phone: 'none' },
    ),
  ];
}
