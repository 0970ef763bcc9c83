import type { Answer } from '@latchkey/client';
import {
  call,
  DetailDrawer,
  EmptyState,
  Facts,
  Loaded,
  Money,
  Section,
  StateTag,
  StatusTag,
  toProblem,
  useSession,
} from '@latchkey/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { ProductForm } from './ProductForm.tsx';

export type ProductDetail = Answer<'GET /staff/products/:id'>;

export function ProductDrawer(props: { id: string | undefined; onClose: () => void }) {
  const text = useAppText();
  const { can } = useSession();
  const [editing, setEditing] = useState(false);
  const product = useQuery({
    queryKey: ['products', 'one', props.id],
    queryFn: () => call('GET /staff/products/:id', { params: { id: props.id ?? '' } }),
    enabled: props.id !== undefined,
  });
  return (
    <DetailDrawer
      open={props.id !== undefined}
      onClose={props.onClose}
      title={product.data?.name ?? text('products.title')}
      extra={
        product.data &&
        can('products:edit') && (
          <span className="console-row">
            {product.data.state === 'active' && <ArchiveButton product={product.data} />}
            <Button onClick={() => setEditing(true)}>{text('fields.edit')}</Button>
          </span>
        )
      }
    >
      <Loaded query={product}>
        {(data) => (
          <>
            <Body product={data} />
            <ProductForm open={editing} product={data} onClose={() => setEditing(false)} />
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}

function Body(props: { product: ProductDetail }) {
  const text = useAppText();
  const { can } = useSession();
  const { product } = props;
  return (
    <>
      <Section
        plain
        title={<Money fen={product.discountPrice ?? product.salePrice} size="hero" />}
        extra={
          <StatusTag tone={product.state === 'active' ? 'ok' : 'neutral'}>
            {text(`products.${product.state}`)}
          </StatusTag>
        }
      >
        {product.images.length > 0 && (
          <p className="console-row console-photos">
            {product.images.map((image) => (
              <img key={image} className="console-photo" src={image} alt={product.name} />
            ))}
          </p>
        )}
        <ProductFacts product={product} />
      </Section>
      {can('listings') && <ProductListings productId={product.id} />}
    </>
  );
}

function ProductFacts(props: { product: ProductDetail }) {
  const text = useAppText();
  const { product } = props;
  const price = (fen: number | null) => (fen === null ? '—' : <Money fen={fen} />);
  return (
    <Facts
      facts={[
        {
          label: text('products.barcodes'),
          value: (
            <span className="console-row">
              {product.barcodes.map((barcode) => (
                <span key={barcode} className="lk-mono">
                  {barcode}
                </span>
              ))}
            </span>
          ),
          wide: true,
        },
        { label: text('products.brand'), value: product.brand ?? '—' },
        { label: text('products.spec'), value: product.spec ?? '—' },
        { label: text('products.unit'), value: product.unit },
        { label: text('products.category'), value: product.category?.name ?? '—' },
        { label: text('products.guidePrice'), value: price(product.guidePrice) },
        { label: text('products.salePrice'), value: price(product.salePrice) },
        { label: text('products.discountPrice'), value: price(product.discountPrice) },
        { label: text('products.cost'), value: price(product.cost) },
        { label: text('products.priceRule'), value: text(`products.rule_${product.priceRule}`) },
        { label: text('products.restriction'), value: text(`products.restriction_${product.restriction}`) },
        product.ageRestricted && { label: text('products.adultsOnly'), value: text('fields.yes') },
        product.shelfLifeDays !== null && {
          label: text('products.shelfLife'),
          value: text('products.days', { n: product.shelfLifeDays }),
        },
        product.tags.length > 0 && { label: text('products.tags'), value: product.tags.join('、'), wide: true },
        product.introduction && { label: text('products.introduction'), value: product.introduction, wide: true },
      ]}
    />
  );
}

function ProductListings(props: { productId: string }) {
  const text = useAppText();
  const listings = useQuery({
    queryKey: ['listings', 'of-product', props.productId],
    queryFn: () => call('GET /staff/listings', { query: { productId: props.productId, limit: 100 } }),
  });
  return (
    <Section
      plain
      title={text('products.byStore')}
      extra={
        <Link to="/listings" search={{ productId: props.productId } as never}>
          {text('products.allListings')}
        </Link>
      }
    >
      <Loaded query={listings}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={text('products.noListings')} />
          ) : (
            <ul className="console-needs">
              {items.map((listing) => (
                <li key={listing.id} className="console-need">
                  <span style={{ flex: 1 }}>{listing.storeName}</span>
                  <span className="lk-soft">{text('listings.availableCount', { n: listing.available })}</span>
                  <Money fen={listing.price} />
                  <StateTag kind="shelf" value={listing.shelfState} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

function ArchiveButton(props: { product: ProductDetail }) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const archive = useMutation({
    mutationFn: () => call('POST /staff/products/:id/archive', { params: { id: props.product.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['products'] });
      message.success(text('products.archivedDone'));
    },
    onError: (cause) => message.error(toProblem(cause).message),
  });
  return (
    <Popconfirm
      title={text('products.archive')}
      description={text('products.archiveHint', { n: props.product.listingCount })}
      okText={text('products.archive')}
      okButtonProps={{ danger: true }}
      onConfirm={() => archive.mutate()}
    >
      <Button danger loading={archive.isPending}>
        {text('products.archive')}
      </Button>
    </Popconfirm>
  );
}
