import { Alert, Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { toProblem } from '../http/problem.ts';
import { useUiText } from '../i18n/use-text.ts';

/** Confirms an act that touches people or money: says what will happen and takes the reason that is recorded. */
export function ReasonDialog(props: {
  open: boolean;
  title: ReactNode;
  consequence: ReactNode;
  confirm: string;
  danger?: boolean;
  onClose: () => void;
  onConfirm: (reason: string) => Promise<unknown>;
}) {
  const text = useUiText();
  const [form] = Form.useForm<{ reason: string }>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async ({ reason }: { reason: string }) => {
    setBusy(true);
    setFailure(null);
    try {
      await props.onConfirm(reason.trim());
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
      title={props.title}
      okText={props.confirm}
      okButtonProps={{ danger: props.danger, htmlType: 'submit' }}
      confirmLoading={busy}
      onCancel={props.onClose}
      onOk={form.submit}
      destroyOnHidden
      width={440}
      afterClose={() => setFailure(null)}
    >
      <div className="lk-dialog-consequence">{props.consequence}</div>
      {failure && <Alert type="error" showIcon title={failure} role="alert" className="lk-form-alert" />}
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        requiredMark={false}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item
          name="reason"
          label={text('dialog.reason')}
          rules={[{ required: true, whitespace: true, max: 500, message: text('dialog.reasonRequired') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
