import { call, toProblem } from '@latchkey/ui';
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Form, Input, Modal, Radio, Segmented } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { type OrderDetail, useKeepOrder } from './api.ts';
import { RefundAmount } from './RefundAmount.tsx';
import { RefundConsequence } from './RefundConsequence.tsx';
import { RefundPieces } from './RefundPieces.tsx';
import { bodyOf, type Goods, planOf, type RefundDraft, type RefundMode } from './refund-plan.ts';
import './refund.css';

const MODES: readonly RefundMode[] = ['whole', 'lines', 'amount'];
const GOODS: readonly Goods[] = ['kept', 'returned', 'written_off'];
const FIRST: RefundDraft = { mode: 'whole', pieces: {}, amount: null, goods: 'kept' };

/** ORD-9: whole, by pieces of lines, or by amount; what became of the goods; and, before the button, what will happen. */
export function RefundDialog(props: { order: OrderDetail; open: boolean; onClose: () => void }) {
  const text = useAppText();
  const { message } = App.useApp();
  const keep = useKeepOrder();
  const [form] = Form.useForm<{ reason: string }>();
  const [draft, setDraft] = useState<RefundDraft>(FIRST);
  const { order } = props;
  const plan = planOf(order, draft);
  const refund = useMutation({
    mutationFn: (reason: string) =>
      call('POST /staff/orders/:id/refunds', { params: { id: order.id }, body: bodyOf(draft, reason) }),
    onSuccess: (fresh) => {
      keep(fresh);
      message.success(text('orders.refundSent'));
      props.onClose();
    },
  });
  const change = (changes: Partial<RefundDraft>) => setDraft((before) => ({ ...before, ...changes }));
  return (
    <Modal
      open={props.open}
      title={text('orders.refundOf', { number: order.number })}
      okText={text('orders.refundConfirm')}
      okButtonProps={{ danger: true, disabled: plan === null }}
      confirmLoading={refund.isPending}
      onCancel={props.onClose}
      onOk={form.submit}
      afterClose={() => {
        refund.reset();
        setDraft(FIRST);
      }}
      destroyOnHidden
      width={560}
    >
      <div className="console-refund">
        <Segmented
          block
          aria-label={text('orders.refundMode')}
          value={draft.mode}
          options={MODES.map((mode) => ({ value: mode, label: text(`orders.refundModes.${mode}`) }))}
          onChange={(mode) => change({ mode })}
        />
        <p className="lk-faint">{text(`orders.refundModeHints.${draft.mode}`)}</p>
        {draft.mode === 'lines' && (
          <RefundPieces order={order} pieces={draft.pieces} onChange={(pieces) => change({ pieces })} />
        )}
        {draft.mode === 'amount' && (
          <RefundAmount order={order} amount={draft.amount} onChange={(amount) => change({ amount })} />
        )}
        {draft.mode !== 'amount' && <GoodsChoice goods={draft.goods} onChange={(goods) => change({ goods })} />}
        {refund.error && <Alert type="error" showIcon role="alert" title={toProblem(refund.error).message} />}
        <Form
          form={form}
          layout="vertical"
          preserve={false}
          requiredMark={false}
          onFinish={({ reason }) => plan !== null && refund.mutate(reason.trim())}
        >
          <Form.Item
            name="reason"
            label={text('fields.reason')}
            rules={[{ required: true, whitespace: true, max: 500, message: text('fields.reasonRequired') }]}
          >
            <Input maxLength={500} />
          </Form.Item>
        </Form>
        <RefundConsequence order={order} plan={plan} draft={draft} />
      </div>
    </Modal>
  );
}

function GoodsChoice(props: { goods: Goods; onChange: (goods: Goods) => void }) {
  const text = useAppText();
  return (
    <fieldset className="console-refund-goods">
      <legend className="lk-soft">{text('orders.refundGoods')}</legend>
      <Radio.Group
        value={props.goods}
        options={GOODS.map((goods) => ({ value: goods, label: text(`orders.goodsChoice.${goods}`) }))}
        onChange={(event) => props.onChange(event.target.value as Goods)}
      />
      <p className="lk-faint">{text('orders.goodsHint')}</p>
    </fieldset>
  );
}
