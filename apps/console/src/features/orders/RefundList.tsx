import { call, DateTime, Money, ReasonDialog, Section, StateTag, toProblem, useSession, useWord } from '@latchkey/ui';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { type OrderDetail, useKeepOrder } from './api.ts';
import './refund.css';

type Refund = OrderDetail['refunds'][number];

/** An order's refunds with what each gave back; one that the channel rejected asks for a person. */
export function RefundList(props: { order: OrderDetail; zone: string | undefined }) {
  const text = useAppText();
  const { order } = props;
  if (order.refunds.length === 0) return null;
  return (
    <Section plain title={text('orders.refunds')}>
      {order.refunds.map((refund) => (
        <RefundItem key={refund.id} order={order} refund={refund} zone={props.zone} />
      ))}
    </Section>
  );
}

function RefundItem(props: { order: OrderDetail; refund: Refund; zone: string | undefined }) {
  const text = useAppText();
  const word = useWord();
  const { order, refund, zone } = props;
  const names = new Map(order.lines.map((line) => [line.id, line.name]));
  const goods = refund.lines.filter((line) => line.quantity > 0);
  const why = refund.purpose === 'sale' ? refund.reason : text(`orders.refundPurpose.${refund.purpose}`);
  return (
    <div className="console-need console-refund-item">
      <span className="console-stack" style={{ flex: 1 }}>
        <span>{why}</span>
        {goods.length > 0 && (
          <span className="lk-soft">
            {goods.map((line) => `${names.get(line.lineId) ?? ''} × ${line.quantity}`).join('、')}
            {' · '}
            {word('refundGoods', refund.goods)}
          </span>
        )}
        <span className="lk-faint">
          <span className="lk-mono">{refund.number}</span> ·{' '}
          <DateTime at={refund.settledAt ?? refund.createdAt} zone={zone} style="second" />
        </span>
      </span>
      <Money fen={-refund.amount} />
      <StateTag kind="refund" value={refund.state} />
      {refund.state === 'failed' && <RefundTask orderId={order.id} refund={refund} />}
    </div>
  );
}

/** PAY-6: why the channel rejected it, and the two ways on. */
function RefundTask(props: { orderId: string; refund: Refund }) {
  const text = useAppText();
  const word = useWord();
  const { can } = useSession();
  const { message } = App.useApp();
  const keep = useKeepOrder();
  const [givingUp, setGivingUp] = useState(false);
  const { refund } = props;
  const params = { id: props.orderId, refundId: refund.id };
  const retry = useMutation({
    mutationFn: () => call('POST /staff/orders/:id/refunds/:refundId/retry', { params }),
    onSuccess: (fresh) => {
      keep(fresh);
      message.success(text('orders.refundRetried'));
    },
    onError: (cause) => message.error(toProblem(cause).message),
  });
  return (
    <div className="console-refund-task">
      <span className="lk-soft">{text('orders.refundRejected', { why: word('channelCode', refund.code ?? '') })}</span>
      {can('orders:refund') && (
        <span className="console-row">
          <Button size="small" onClick={() => setGivingUp(true)}>
            {text('orders.refundGiveUp')}
          </Button>
          <Button size="small" type="primary" loading={retry.isPending} onClick={() => retry.mutate()}>
            {text('orders.refundRetry')}
          </Button>
        </span>
      )}
      <ReasonDialog
        open={givingUp}
        title={text('orders.refundGiveUp')}
        consequence={text('orders.refundGiveUpHint')}
        confirm={text('orders.refundGiveUp')}
        danger
        onClose={() => setGivingUp(false)}
        onConfirm={async (reason) =>
          keep(await call('POST /staff/orders/:id/refunds/:refundId/give-up', { params, body: { reason } }))
        }
      />
    </div>
  );
}
