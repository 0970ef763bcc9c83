import { call, Money, PriceInput, priceText, toProblem, useSession } from '@latchkey/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { type OrderDetail, refundable } from './api.ts';

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
      {can('orders:refund') && refundable(order) > 0 && (
        <Button danger onClick={() => setRefunding(true)}>
          {text('orders.refund')}
        </Button>
      )}
      <RefundDialog order={order} open={refunding} onClose={() => setRefunding(false)} />
    </span>
  );
}

function useKeepOrder() {
  const queryClient = useQueryClient();
  return (fresh: OrderDetail) => {
    queryClient.setQueryData(['orders', 'one', fresh.id], fresh);
    void queryClient.invalidateQueries({ queryKey: ['orders', 'list'] });
  };
}

function RefundDialog(props: { order: OrderDetail; open: boolean; onClose: () => void }) {
  const text = useAppText();
  const { message } = App.useApp();
  const keep = useKeepOrder();
  const [form] = Form.useForm<{ amount: number | null; reason: string }>();
  const most = refundable(props.order);
  const refund = useMutation({
    mutationFn: (body: { amount: number; reason: string }) =>
      call('POST /staff/orders/:id/refunds', { params: { id: props.order.id }, body }),
    onSuccess: (fresh) => {
      keep(fresh);
      message.success(text('orders.refundSent'));
      props.onClose();
    },
  });
  return (
    <Modal
      open={props.open}
      title={text('orders.refund')}
      okText={text('orders.refundConfirm')}
      okButtonProps={{ danger: true }}
      confirmLoading={refund.isPending}
      onCancel={props.onClose}
      onOk={form.submit}
      afterClose={refund.reset}
      destroyOnHidden
      width={440}
    >
      <p className="lk-soft">
        {text('orders.refundHint')} <Money fen={most} />
      </p>
      {refund.error && <Alert type="error" showIcon role="alert" title={toProblem(refund.error).message} />}
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        requiredMark={false}
        initialValues={{ amount: most }}
        onFinish={({ amount, reason }) => amount !== null && refund.mutate({ amount, reason: reason.trim() })}
      >
        <Form.Item
          name="amount"
          label={text('orders.refundAmount')}
          rules={[
            {
              validator: (_, amount: number | null) =>
                amount !== null && amount > 0 && amount <= most
                  ? Promise.resolve()
                  : Promise.reject(text('orders.refundRange', { most: priceText(most) })),
            },
          ]}
        >
          <PriceInput />
        </Form.Item>
        <Form.Item
          name="reason"
          label={text('fields.reason')}
          rules={[{ required: true, whitespace: true, max: 500, message: text('fields.reasonRequired') }]}
        >
          <Input maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
