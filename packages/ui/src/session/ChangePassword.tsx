import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../http/call.ts';
import { toProblem } from '../http/problem.ts';
import { useUiText } from '../i18n/use-text.ts';
import { EntranceLayout } from './EntranceLayout.tsx';

/** The server's own rule, said before it is broken; the server decides. */
const SHORTEST = 10;

type Values = { current?: string; next: string; repeat: string };

/** Stands before the app until a first or reset password is replaced. */
export function ChangePasswordScreen(props: { product: string; current: string | null; onDone: () => void }) {
  const text = useUiText();
  return (
    <EntranceLayout product={props.product} title={text('session.changeTitle')} hint={text('session.changeFirst')}>
      <ChangePasswordForm current={props.current} onDone={props.onDone} />
    </EntranceLayout>
  );
}

export function ChangePasswordDialog(props: { open: boolean; onClose: () => void }) {
  const text = useUiText();
  return (
    <Modal
      open={props.open}
      title={text('session.changeTitle')}
      onCancel={props.onClose}
      footer={null}
      destroyOnHidden
      width={420}
    >
      <ChangePasswordForm current={null} onDone={props.onClose} />
    </Modal>
  );
}

function ChangePasswordForm(props: { current: string | null; onDone: () => void }) {
  const text = useUiText();
  const { message } = App.useApp();
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (values: Values) => {
    setBusy(true);
    setFailure(null);
    try {
      const current = props.current ?? values.current ?? '';
      await call('POST /staff/auth/password', { body: { current, next: values.next } });
      message.success(text('session.changeDone'));
      props.onDone();
    } catch (cause) {
      setFailure(toProblem(cause).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<Values> layout="vertical" size="large" requiredMark={false} onFinish={(values) => void submit(values)}>
      {failure && <Alert type="error" showIcon title={failure} role="alert" className="lk-form-alert" />}
      {props.current === null && (
        <Form.Item
          name="current"
          label={text('session.changeCurrent')}
          rules={[{ required: true, message: text('session.passwordRequired') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
      )}
      <Form.Item
        name="next"
        label={text('session.changeNew')}
        extra={text('session.changeRule', { n: SHORTEST })}
        rules={[{ required: true, min: SHORTEST, message: text('session.changeShort') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={text('session.changeRepeat')}
        dependencies={['next']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue('next') ? Promise.resolve() : Promise.reject(text('session.changeMismatch')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {text('session.changeSubmit')}
      </Button>
    </Form>
  );
}
