import { Alert, Button, Modal } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { useUiText } from '../i18n/use-text.ts';
import { StatusTag } from '../parts/StatusTag.tsx';
import { useSession } from '../session/use-session.ts';
import { closeTwoFactor, currentTwoFactor, watchTwoFactor } from './guide.ts';
import { ConfirmStep, PasswordStep, type TotpSecret } from './steps.tsx';
import './two-factor.css';

/** Two-step verification of the signed-in person: one dialog an app, above every other one. */
export function TwoFactorDialog() {
  const text = useUiText();
  const reason = useSyncExternalStore(watchTwoFactor, currentTwoFactor);
  return (
    <Modal
      open={reason !== null}
      title={text('twoFactor.title')}
      onCancel={closeTwoFactor}
      footer={null}
      mask={{ closable: false }}
      destroyOnHidden
      width={440}
      zIndex={1100}
      className="lk-two-factor"
    >
      {reason && <TwoFactor required={reason === 'required'} />}
    </Modal>
  );
}

/** Whether two-step verification is on, beside its name. */
export function TwoFactorState() {
  const text = useUiText();
  const { totpEnabled } = useSession().staff;
  return (
    <StatusTag tone={totpEnabled ? 'ok' : 'neutral'}>{text(totpEnabled ? 'twoFactor.on' : 'twoFactor.off')}</StatusTag>
  );
}

function TwoFactor(props: { required: boolean }) {
  const text = useUiText();
  const { staff, signOut } = useSession();
  const [wasOn] = useState(staff.totpEnabled);
  const [secret, setSecret] = useState<TotpSecret | null>(null);
  const [done, setDone] = useState(false);
  if (done) return <Done required={props.required} />;
  if (wasOn && props.required) {
    return (
      <>
        <p className="lk-two-factor-lead">{text('twoFactor.requiredSignIn')}</p>
        <Button
          type="primary"
          size="large"
          block
          onClick={() => {
            closeTwoFactor();
            signOut();
          }}
        >
          {text('twoFactor.signInAgain')}
        </Button>
      </>
    );
  }
  return (
    <>
      {props.required && (
        <Alert type="warning" showIcon title={text('twoFactor.required')} className="lk-form-alert" role="alert" />
      )}
      <p className="lk-two-factor-state">
        <TwoFactorState />
        <span className="lk-soft">{text(wasOn ? 'twoFactor.onHint' : 'twoFactor.offHint')}</span>
      </p>
      {secret ? (
        <ConfirmStep secret={secret} onDone={() => setDone(true)} />
      ) : (
        <PasswordStep again={wasOn} onBegun={setSecret} />
      )}
    </>
  );
}

function Done(props: { required: boolean }) {
  const text = useUiText();
  return (
    <>
      <Alert type="success" showIcon title={text('twoFactor.done')} role="status" className="lk-form-alert" />
      <p className="lk-two-factor-lead">{text(props.required ? 'twoFactor.doneRequired' : 'twoFactor.doneHint')}</p>
      <Button type="primary" size="large" block autoFocus onClick={closeTwoFactor}>
        {text('common.close')}
      </Button>
    </>
  );
}
