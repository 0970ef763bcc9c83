import { call, Money, PriceInput, toProblem } from '@latchkey/ui';
import { Alert, App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useAppText } from '../texts.ts';
import { type Booking, useKeepBooking } from './api.ts';

/** Cancels a booking before it begins: what goes back is said by the person, at most what was paid. */
export function CancelDialog(props: { booking: Booking; open: boolean; onClose: () => void }) {
  const text = useAppText();
  const { message } = App.useApp();
  const keep = useKeepBooking();
  const [form] = Form.useForm<{ refund: number | null; reason: string }>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { booking } = props;
  const left = booking.paid - booking.refunded;
  const submit = async ({ refund, reason }: { refund: number | null; reason: string }) => {
    setBusy(true);
    setFailure(null);
    try {
      const body = { refund: refund ?? 0, reason: reason.trim() };
      await keep(await call('POST /staff/bookings/:id/cancel', { params: { id: booking.id }, body }));
      message.success(text('bookingParts.cancelled'));
      props.onClose();
    } catch (cause) {
      setFailure(toProblem(cause).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={props.open}
      title={text(booking.kind === 'block' ? 'bookingParts.unblock' : 'bookingParts.cancelOne', {
        number: booking.number,
      })}
      okText={text(booking.kind === 'block' ? 'bookingParts.unblock' : 'bookingParts.cancel')}
      okButtonProps={{ danger: true }}
      confirmLoading={busy}
      onCancel={props.onClose}
      onOk={form.submit}
      afterClose={() => setFailure(null)}
      destroyOnHidden
      width={440}
    >
      {failure && <Alert type="error" showIcon role="alert" title={failure} className="lk-form-alert" />}
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        requiredMark={false}
        initialValues={{ refund: left }}
        onFinish={(values) => void submit(values)}
      >
        {left > 0 && (
          <Form.Item
            name="refund"
            label={text('bookingParts.refundAmount')}
            extra={
              <>
                {text('bookingParts.refundable')} <Money fen={left} />
              </>
            }
            rules={[
              {
                validator: (_, value: number | null) =>
                  value !== null && value <= left
                    ? Promise.resolve()
                    : Promise.reject(text('bookingParts.refundWrong')),
              },
            ]}
          >
            <PriceInput />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={text('fields.reason')}
          rules={[{ required: true, whitespace: true, max: 500, message: text('fields.reasonRequired') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
