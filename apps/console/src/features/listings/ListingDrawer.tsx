import type { Body } from '@latchkey/client';
import { call, DetailDrawer, Facts, Loaded, Money, Section, toProblem, useSession, useWord } from '@latchkey/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button, Form } from 'antd';
import { useAppText } from '../../texts.ts';
import { ListingFields } from './AddListing.tsx';
import { AdjustStock } from './AdjustStock.tsx';
import type { Listing } from './Listings.tsx';
import { WaitingPrice } from './WaitingPrice.tsx';

type Input = Body<'PUT /staff/listings/:id'>;

export function ListingDrawer(props: { id: string | undefined; onClose: () => void }) {
  const text = useAppText();
  const { can } = useSession();
  const listing = useQuery({
    queryKey: ['listings', 'one', props.id],
    queryFn: () => call('GET /staff/listings/:id', { params: { id: props.id ?? '' } }),
    enabled: props.id !== undefined,
  });
  return (
    <DetailDrawer
      open={props.id !== undefined}
      onClose={props.onClose}
      title={listing.data?.name ?? text('listings.title')}
      width={520}
    >
      <Loaded query={listing}>
        {(data) => (
          <>
            <Standing listing={data} />
            <WaitingPrice listing={data} />
            {can('listings:edit') && <EditListing key={`${data.id}-${data.version}`} listing={data} />}
            {can('stock:adjust') && <AdjustStock listing={data} />}
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}

function Standing(props: { listing: Listing }) {
  const text = useAppText();
  const word = useWord();
  const { can } = useSession();
  const { listing } = props;
  return (
    <Section plain title={listing.storeName}>
      <Facts
        facts={[
          { label: text('listings.price'), value: <Money fen={listing.price} size="large" /> },
          { label: text('listings.stockPolicy'), value: word('stockPolicy', listing.stockPolicy) },
          { label: text('listings.onHand'), value: <span className="lk-figures">{listing.onHand}</span> },
          { label: text('listings.reserved'), value: <span className="lk-figures">{listing.reserved}</span> },
          { label: text('listings.available'), value: <span className="lk-figures">{listing.available}</span> },
          {
            label: text('products.barcodes'),
            value: <span className="lk-mono">{listing.barcodes.join(' ')}</span>,
            wide: true,
          },
          can('stock') && {
            label: text('listings.movements'),
            value: (
              <Link to="/stock" search={{ listingId: listing.id } as never}>
                {text('listings.seeMovements')}
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}

function EditListing(props: { listing: Listing }) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const { listing } = props;
  const save = useMutation({
    mutationFn: (body: Input) => call('PUT /staff/listings/:id', { params: { id: listing.id }, body }),
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: ['listings'] });
      void queryClient.invalidateQueries({ queryKey: ['price-reviews'] });
      const waits = saved.waitingPrice !== null && saved.waitingPrice.reviewId !== listing.waitingPrice?.reviewId;
      message.success(text(waits ? 'listings.sentToReview' : 'fields.saved'));
    },
  });
  return (
    <Section plain title={text('listings.edit')}>
      {save.error && <Alert type="error" showIcon role="alert" title={toProblem(save.error).message} />}
      <Form<Omit<Input, 'version'>>
        layout="vertical"
        name="listing"
        requiredMark={false}
        initialValues={listing}
        onFinish={(values) =>
          save.mutate({
            storePrice: values.storePrice ?? null,
            priceNote: values.priceNote?.trim() || null,
            shelfState: values.shelfState,
            stockPolicy: values.stockPolicy,
            lowStockAt: values.lowStockAt ?? null,
            version: listing.version,
          })
        }
      >
        <ListingFields rule={listing.priceRule} />
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {text('fields.save')}
        </Button>
      </Form>
    </Section>
  );
}
