import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { call } from '../http/call.ts';
import { toProblem } from '../http/problem.ts';
import { useUiText } from '../i18n/use-text.ts';
import { DemoAccounts } from './DemoAccounts.tsx';
import { EntranceLayout } from './EntranceLayout.tsx';

type Credentials = { loginName: string; password: string };

/** Account and password, then the one-time code where the account asks for one. */
export function SignInScreen(props: {
  app: 'console' | 'agent';
  product: string;
  onSignedIn: (password: string) => void;
}) {
  const text = useUiText();
  const [credentials, setCredentials] = useState<Credentials | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const signIn = async (given: Credentials, totp?: string) => {
    setBusy(true);
    setFailure(null);
    try {
      await call('POST /staff/auth/sign-in', { body: { ...given, ...(totp ? { totp } : {}) } });
      props.onSignedIn(given.password);
    } catch (cause) {
      const problem = toProblem(cause);
      if (problem.code === 'totp_required' && !totp) setCredentials(given);
      else setFailure(problem.message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <EntranceLayout
      product={props.product}
      title={text(credentials ? 'session.totpTitle' : 'session.signInTitle')}
      hint={credentials ? text('session.totpHint') : undefined}
    >
      {failure && <Alert type="error" showIcon title={failure} role="alert" />}
      {credentials ? (
        <TotpForm
          busy={busy}
          onSubmit={(totp) => void signIn(credentials, totp)}
          onBack={() => {
            setCredentials(null);
            setFailure(null);
          }}
        />
      ) : (
        <PasswordForm app={props.app} busy={busy} onSubmit={(given) => void signIn(given)} />
      )}
    </EntranceLayout>
  );
}

function PasswordForm(props: { app: 'console' | 'agent'; busy: boolean; onSubmit: (given: Credentials) => void }) {
  const text = useUiText();
  const [form] = Form.useForm<Credentials>();
  return (
    <>
      <Form
        form={form}
        layout="vertical"
        size="large"
        requiredMark={false}
        onFinish={(given) => props.onSubmit({ ...given, loginName: given.loginName.trim() })}
      >
        <Form.Item
          name="loginName"
          label={text('session.account')}
          rules={[{ required: true, whitespace: true, message: text('session.accountRequired') }]}
        >
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="password"
          label={text('session.password')}
          rules={[{ required: true, message: text('session.passwordRequired') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={props.busy}>
          {text('session.submit')}
        </Button>
      </Form>
      <DemoAccounts app={props.app} onPick={(given) => form.setFieldsValue(given)} />
    </>
  );
}

function TotpForm(props: { busy: boolean; onSubmit: (totp: string) => void; onBack: () => void }) {
  const text = useUiText();
  return (
    <Form<{ totp: string }>
      layout="vertical"
      size="large"
      requiredMark={false}
      onFinish={({ totp }) => props.onSubmit(totp)}
    >
      <Form.Item
        name="totp"
        label={text('session.totpCode')}
        rules={[{ required: true, pattern: /^\d{6}$/, message: text('session.totpRequired') }]}
      >
        <Input className="lk-code-input" inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={props.busy}>
        {text('session.totpSubmit')}
      </Button>
      <Button type="link" block onClick={props.onBack}>
        {text('session.otherAccount')}
      </Button>
    </Form>
  );
}
