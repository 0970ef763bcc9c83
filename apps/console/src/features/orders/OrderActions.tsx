import { call, toProblem, useSession } from '@latchkey/ui';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { type OrderDetail, useKeepOrder } from './api.ts';
import { RefundDialog } from './RefundDialog.tsx';
import { refundable } from './refund-plan.ts';

export function OrderActions(props: { order: OrderDetail }) {
  const text = useAppText();
  const { can } = useSession();
  const { message } = App.useApp();
  const keep = useKeepOrder();
  const [refunding, setRefunding] = useState(false);
  const { order } = props;
  const query = useMutation({
    mutationFn: () => call('POST /staff/orders/:id/query-channel', { params: { id: order.id } }),
    onSuccess: (fresh) => {
      keep(fresh);
      message.success(text('orders.queried'));
    },
    onError: (cause) => message.error(toProblem(cause).message),
  });
  return (
    <span className="console-row">
      {can('orders:query_channel') && (order.state === 'pending_payment' || order.abnormality !== null) && (
        <Button loading={query.isPending} onClick={() => query.mutate()}>
          {text('orders.query')}
        </Button>
      )}
      {can('orders:refund') && order.paidAt !== null && refundable(order) > 0 && (
        <Button danger onClick={() => setRefunding(true)}>
          {text('orders.refund')}
        </Button>
      )}
      <RefundDialog order={order} open={refunding} onClose={() => setRefunding(false)} />
    </span>
  );
}
