import { useState } from 'react';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Box, Field } from '../../kit/primitives';
import { Trouble } from '../../kit/Trouble';
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
  const complete = isPhone(phone) && /^\d{6}$/.test(code);
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
      <Box className="lk-row">
        <Box className="lk-grow">
          <Field
            id="code"
            kind="code"
            label={t('signIn.code')}
            placeholder={t('signIn.code')}
            value={code}
            maxLength={6}
            onChange={(typed) => setCode(typed.replace(/\D/g, '').slice(0, 6))}
            onEnter={submit}
          />
        </Box>
        <Button
          id="send-code"
          tone="quiet"
          small
          disabled={!isPhone(phone) || sms.wait > 0}
          busy={sms.sending}
          onTap={() => void sms.send(phone)}
        >
          {sms.wait > 0 ? t('signIn.again', { n: sms.wait }) : t(sms.sentTo ? 'signIn.resend' : 'signIn.send')}
        </Button>
      </Box>
      {sms.sentTo ? (
        <Box className="lk-small lk-soft" role="status">
          {t('signIn.sent', { phone: sms.sentTo })}
        </Box>
      ) : null}
      <Trouble error={sms.error} />
      <Button id="submit-phone" disabled={!complete || !ready} busy={busy} onTap={submit}>
        {t(purpose === 'sign_in' ? 'signIn.submit' : 'signIn.bindSubmit')}
      </Button>
      {complete && !ready ? <Box className="lk-small lk-soft">{t('signIn.tickFirst')}</Box> : null}
    </Box>
  );
}
