import { Money, useWord } from '@latchkey/ui';
import { useAppText } from '../../texts.ts';
import type { OrderDetail } from './api.ts';
import type { RefundDraft, RefundPlan } from './refund-plan.ts';

/** What the button will do, in sentences. */
export function RefundConsequence(props: { order: OrderDetail; plan: RefundPlan | null; draft: RefundDraft }) {
  const text = useAppText();
  const word = useWord();
  const { order, plan, draft } = props;
  if (plan === null) return <p className="console-refund-plan lk-faint">{text('orders.refundNothing')}</p>;
  const coupon = order.lines.some((line) => line.discounts.some((discount) => discount.couponId !== null));
  return (
    <div className="console-refund-plan" aria-live="polite">
      <span className="console-refund-sum">
        <span className="lk-soft">{text('orders.refundSum')}</span>
        <Money fen={plan.amount} size="large" />
      </span>
      <ul>
        <li>
          {text('orders.refundWay', {
            channel: order.channel ? word('channel', order.channel) : text('orders.refund'),
          })}
        </li>
        {plan.pieces > 0 && <li>{text(`orders.goodsResult.${draft.goods}`, { pieces: String(plan.pieces) })}</li>}
        {coupon && <li>{text(plan.whole ? 'orders.refundCoupon' : 'orders.refundCouponKept')}</li>}
        <li>{text('orders.refundSplit')}</li>
      </ul>
    </div>
  );
}
