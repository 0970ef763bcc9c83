import { call, priceText, toProblem, useSession } from '@latchkey/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useAppText } from '../../texts.ts';
import type { Listing } from './Listings.tsx';

/** CAT-4: says that a price waits for the platform, and lets the store take it back. */
export function WaitingPrice(props: { listing: Listing }) {
  const text = useAppText();
  const { can } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const wish = props.listing.waitingPrice;
  const withdraw = useMutation({
    mutationFn: (id: string) => call('POST /staff/price-reviews/:id/withdraw', { params: { id } }),
    onSuccess: () => message.success(text('listings.withdrawn')),
    onError: (cause) => message.error(toProblem(cause).message),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['listings'] });
      void queryClient.invalidateQueries({ queryKey: ['price-reviews'] });
    },
  });
  if (!wish) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={text('listings.waitingTitle')}
      description={
        <>
          <p>{text('listings.waitingText', { price: `¥${priceText(wish.price)}` })}</p>
          <span className="console-row">
            <Link to="/price-reviews" search={{ open: wish.reviewId } as never}>
              {text('listings.seeReview')}
            </Link>
            {can('listings:edit') && (
              <Button size="small" loading={withdraw.isPending} onClick={() => withdraw.mutate(wish.reviewId)}>
                {text('listings.withdraw')}
              </Button>
            )}
          </span>
        </>
      }
    />
  );
}
