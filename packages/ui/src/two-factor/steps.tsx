import type { Answer } from '@latchkey/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { call } from '../http/call.ts';
import { toProblem } from '../http/problem.ts';
import { useUiText } from '../i18n/use-text.ts';
import { QrSquare } from '../parts/QrSquare.tsx';
import { SESSION_KEY } from '../session/use-session.ts';
import { CopyButton } from './CopyButton.tsx';
import { grouped } from './guide.ts';

export type TotpSecret = Answer<'POST /staff/me/totp'>;

function Failure(props: { error: unknown }) {
  if (!props.error) return null;
  return <Alert type="error" showIcon role="alert" title={toProblem(props.error).message} className="lk-form-alert" />;
}

/** The person proves to be there; the answer is a secret that does not count yet. */
export function PasswordStep(props: { again: boolean; onBegun: (secret: TotpSecret) => void }) {
  const text = useUiText();
  const begin = useMutation({
    mutationFn: (password: string) => call('POST /staff/me/totp', { body: { password } }),
    onSuccess: props.onBegun,
  });
  return (
    <Form<{ password: string }>
      layout="vertical"
      size="large"
      requiredMark={false}
      onFinish={({ password }) => begin.mutate(password)}
    >
      <Failure error={begin.error} />
      <Form.Item
        name="password"
        label={text('session.changeCurrent')}
        rules={[{ required: true, message: text('session.passwordRequired') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={200} autoFocus />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={begin.isPending}>
        {text(props.again ? 'twoFactor.beginAgain' : 'twoFactor.begin')}
      </Button>
    </Form>
  );
}

/** The secret as a picture and for typing, and the first code that makes it count. */
export function ConfirmStep(props: { secret: TotpSecret; onDone: () => void }) {
  const text = useUiText();
  const queryClient = useQueryClient();
  const confirm = useMutation({
    mutationFn: (totp: string) => call('POST /staff/me/totp/confirm', { body: { totp } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: SESSION_KEY });
      props.onDone();
    },
  });
  const { secret, address } = props.secret;
  return (
    <Form<{ totp: string }>
      layout="vertical"
      size="large"
      requiredMark={false}
      onFinish={({ totp }) => confirm.mutate(totp)}
    >
      <p className="lk-two-factor-lead">{text('twoFactor.scan')}</p>
      <QrSquare content={address} label={text('twoFactor.qr')} className="lk-two-factor-qr" />
      <p className="lk-soft">{text('twoFactor.type')}</p>
      <div className="lk-two-factor-secret">
        <code>{grouped(secret)}</code>
        <CopyButton content={secret} />
      </div>
      <Failure error={confirm.error} />
      <Form.Item
        name="totp"
        label={text('twoFactor.code')}
        rules={[{ required: true, pattern: /^\d{6}$/, message: text('session.totpRequired') }]}
      >
        <Input className="lk-code-input" inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={confirm.isPending}>
        {text('twoFactor.confirm')}
      </Button>
    </Form>
  );
}
