import { useState } from 'react';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Box, Field } from '../../kit/primitives';
import { Trouble } from '../../kit/Trouble';
import { CodeField, isCode } from '../../parts/CodeField';
import { isPhone, plainPhone, useSmsCode } from './use-sms-code';

export interface PhoneFormProps {
  purpose: 'sign_in' | 'bind_phone';
  busy: boolean;
  /** The consent is given where one is needed. */
  ready: boolean;
  onSubmit: (phone: string, code: string) => void;
}

export function PhoneForm({ purpose, busy, ready, onSubmit }: PhoneFormProps) {
  const t = useT();
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const sms = useSmsCode(purpose);
  const complete = isPhone(phone) && isCode(code);
  const submit = () => {
    if (complete && ready && !busy) onSubmit(phone, code);
  };
  return (
    <Box className="lk-stack">
      <Field
        id="phone"
        kind="phone"
        label={t('signIn.phone')}
        placeholder={t('signIn.phone')}
        value={phone}
        maxLength={16}
        onChange={(typed) => setPhone(plainPhone(typed))}
      />
      <CodeField
        ids={['code', 'send-code']}
        code={code}
        onCode={setCode}
        onEnter={submit}
        sentTo={sms.sentTo}
        wait={sms.wait}
        sending={sms.sending}
        disabled={!isPhone(phone)}
        onSend={() => void sms.send(phone)}
      />
      <Trouble error={sms.error} />
      <Button id="submit-phone" disabled={!complete || !ready} busy={busy} onTap={submit}>
        {t(purpose === 'sign_in' ? 'signIn.submit' : 'signIn.bindSubmit')}
      </Button>
      {complete && !ready ? <Box className="lk-small lk-soft">{t('signIn.tickFirst')}</Box> : null}
    </Box>
  );
}
