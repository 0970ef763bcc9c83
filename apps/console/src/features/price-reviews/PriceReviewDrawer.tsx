import {
  call,
  DateTime,
  DetailDrawer,
  Facts,
  Loaded,
  Money,
  priceText,
  ReasonDialog,
  Section,
  StateTag,
  toProblem,
  useSession,
} from '@latchkey/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import type { PriceReview } from './PriceReviews.tsx';

export function PriceReviewDrawer(props: { id: string | undefined; onClose: () => void }) {
  const text = useAppText();
  const { can } = useSession();
  const review = useQuery({
    queryKey: ['price-reviews', 'one', props.id],
    queryFn: () => call('GET /staff/price-reviews/:id', { params: { id: props.id ?? '' } }),
    enabled: props.id !== undefined,
  });
  const { data } = review;
  return (
    <DetailDrawer
      open={props.id !== undefined}
      onClose={props.onClose}
      title={data?.listing.name ?? text('priceReviews.one')}
      extra={data?.state === 'pending' && can('products:edit') && <Decide review={data} />}
      width={560}
    >
      <Loaded query={review}>{(found) => <Body review={found} />}</Loaded>
    </DetailDrawer>
  );
}

/** How far the asked price lies from the library's, in signed whole percent. */
const against = (price: number, salePrice: number): string => {
  const percent = salePrice === 0 ? 0 : Math.round(((price - salePrice) * 100) / salePrice);
  return `${percent > 0 ? '+' : ''}${percent}%`;
};

function Body(props: { review: PriceReview }) {
  const text = useAppText();
  const { can } = useSession();
  const { review } = props;
  const { zone } = review.store;
  return (
    <Section
      plain
      title={<Money fen={review.price} size="hero" />}
      extra={<StateTag kind="priceReview" value={review.state} />}
    >
      <Facts
        facts={[
          { label: text('fields.store'), value: review.store.name },
          { label: text('priceReviews.now'), value: <Money fen={review.priceNow} /> },
          { label: text('priceReviews.before'), value: <Money fen={review.priceBefore} /> },
          { label: text('priceReviews.library'), value: <Money fen={review.salePrice} /> },
          {
            label: text('priceReviews.change'),
            value: <span className="lk-figures">{against(review.price, review.salePrice)}</span>,
          },
          { label: text('products.priceRule'), value: text(`products.rule_${review.priceRule}`) },
          { label: text('priceReviews.note'), value: review.note ?? text('priceReviews.noNote'), wide: true },
          { label: text('priceReviews.by'), value: review.requestedBy.name },
          { label: text('priceReviews.at'), value: <DateTime at={review.requestedAt} zone={zone} style="second" /> },
          review.decidedBy && { label: text('priceReviews.decidedBy'), value: review.decidedBy.name },
          review.decidedAt && {
            label: text('priceReviews.decidedAt'),
            value: <DateTime at={review.decidedAt} zone={zone} style="second" />,
          },
          review.reason && { label: text('priceReviews.reason'), value: review.reason, wide: true },
          can('listings') && {
            label: text('priceReviews.listing'),
            value: (
              <Link to="/listings" search={{ open: review.listing.id } as never}>
                {review.listing.name}
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Decide(props: { review: PriceReview }) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [rejecting, setRejecting] = useState(false);
  const { review } = props;
  const params = { id: review.id };
  const refresh = () => {
    for (const key of ['price-reviews', 'listings']) void queryClient.invalidateQueries({ queryKey: [key] });
  };
  const approve = useMutation({
    mutationFn: () => call('POST /staff/price-reviews/:id/decide', { params, body: { decision: 'approved' } }),
    onSuccess: () => message.success(text('priceReviews.approved')),
    onError: (cause) => message.error(toProblem(cause).message),
    onSettled: refresh,
  });
  const reject = async (reason: string) => {
    await call('POST /staff/price-reviews/:id/decide', { params, body: { decision: 'rejected', reason } });
    message.success(text('priceReviews.rejected'));
    refresh();
  };
  return (
    <span className="console-row">
      <Button danger onClick={() => setRejecting(true)}>
        {text('priceReviews.reject')}
      </Button>
      <Popconfirm
        title={text('priceReviews.approve')}
        description={text('priceReviews.approveHint', { price: `¥${priceText(review.price)}` })}
        okText={text('priceReviews.approve')}
        onConfirm={() => approve.mutate()}
      >
        <Button type="primary" loading={approve.isPending}>
          {text('priceReviews.approve')}
        </Button>
      </Popconfirm>
      <ReasonDialog
        open={rejecting}
        title={text('priceReviews.rejectTitle')}
        consequence={text('priceReviews.rejectHint')}
        confirm={text('priceReviews.reject')}
        danger
        onClose={() => setRejecting(false)}
        onConfirm={reject}
      />
    </span>
  );
}
