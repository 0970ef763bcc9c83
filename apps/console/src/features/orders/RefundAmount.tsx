import { PriceInput, priceText } from '@latchkey/ui';
import { Form } from 'antd';
import { useAppText } from '../../texts.ts';
import type { OrderDetail } from './api.ts';
import { refundable } from './refund-plan.ts';

/** An amount without goods, at most what is left. */
export function RefundAmount(props: {
  order: OrderDetail;
  amount: number | null;
  onChange: (amount: number | null) => void;
}) {
  const text = useAppText();
  const most = refundable(props.order);
  const wrong = props.amount !== null && (props.amount < 1 || props.amount > most);
  return (
    <Form layout="vertical" component="div">
      <Form.Item
        label={text('orders.refundAmount')}
        htmlFor="refund-amount"
        {...(wrong ? { validateStatus: 'error' as const } : {})}
        help={text('orders.refundRange', { most: priceText(most) })}
      >
        <PriceInput id="refund-amount" value={props.amount} onChange={props.onChange} />
      </Form.Item>
    </Form>
  );
}
