import { useState } from 'react';
import { api, asApiError } from '../../api';
import { useNow } from '../../state/clock';
import { useFault } from '../../state/fault';
import { prefs } from '../../state/prefs';

/** Sending an SMS code, and the wait until another may be sent. */
export function useSmsCode(purpose: 'sign_in' | 'bind_phone') {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [againAt, setAgainAt] = useState(0);
  const [sending, setSending] = useState(false);
  const [error, setError] = useFault();
  const now = useNow(500, againAt > 0);
  const wait = Math.max(0, Math.ceil((againAt - now) / 1000));

  const send = async (phone: string) => {
    setSending(true);
    setError(null);
    try {
      const { resendAfterSeconds } = await api('POST /auth/sms-codes', {
        body: { phone, purpose, locale: prefs.get().locale },
      });
      setSentTo(phone);
      setAgainAt(Date.now() + resendAfterSeconds * 1000);
    } catch (thrown) {
      const failed = asApiError(thrown);
      setError(failed);
      if (failed.code === 'rate_limited' && typeof failed.data.seconds === 'number')
        setAgainAt(Date.now() + failed.data.seconds * 1000);
    } finally {
      setSending(false);
    }
  };
  return { sentTo, wait, sending, error, send };
}

/** Digits only, as people paste numbers with spaces and +86. */
export function plainPhone(typed: string): string {
  return typed
    .replace(/\D/g, '')
    .replace(/^86(?=1\d{10}$)/, '')
    .slice(0, 11);
}

export function isPhone(phone: string): boolean {
  return /^1[3-9]\d{9}$/.test(phone);
}
