import { useState } from 'react';
import { api, asApiError } from '../../api';
import { sessionToken } from '../../api/token';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Check } from '../../kit/Check';
import { Icon } from '../../kit/Icon';
import { Box, Txt } from '../../kit/primitives';
import { toast } from '../../kit/Toast';
import { Trouble } from '../../kit/Trouble';
import { isH5 } from '../../platform/target';
import { hasWechat, wechatCode } from '../../platform/wechat';
import { Page } from '../../shell/Page';
import { useFault } from '../../state/fault';
import { back, open, pageParam } from '../../state/nav';
import { prefs } from '../../state/prefs';
import { useResource } from '../../state/resource';
import { becomeCustomer } from '../../state/session';
import { PhoneForm } from './PhoneForm';
import { WechatPhone } from './WechatPhone';
import { Welcome } from './Welcome';

/** Sign in or register; with `bind=1`, verify a number for the account that is signed in. */
export function SignIn() {
  const t = useT();
  const binding = pageParam('bind') !== null;
  const notice = useResource('notice-version', () =>
    api('GET /privacy-notice', { query: { locale: prefs.get().locale } }),
  );
  const [agreed, setAgreed] = useState(false);
  const [error, setError] = useFault();
  const [busy, setBusy] = useState(false);
  const [newcomer, setNewcomer] = useState(false);
  const [needsPhone, setNeedsPhone] = useState(binding);

  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await act();
    } catch (thrown) {
      setError(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  };

  const entered = async (answer: { token: string | null; registered: boolean; phoneVerified: boolean }) => {
    if (answer.token !== null) sessionToken.set(answer.token);
    const profile = await api('GET /me');
    becomeCustomer(profile);
    if (answer.registered) setNewcomer(true);
    else if (!answer.phoneVerified) setNeedsPhone(true);
    else back();
  };
  const shared = {
    locale: prefs.get().locale,
    ...(agreed && notice.data ? { consent: { noticeVersion: notice.data.version } } : {}),
  };
  const transport = isH5 ? ('cookie' as const) : ('token' as const);
  const signIn = (phone: string, code: string) =>
    attempt(async () => entered(await api('POST /auth/phone', { body: { phone, code, transport, ...shared } })));
  const signInWechat = () =>
    attempt(async () =>
      entered(await api('POST /auth/wechat', { body: { code: await wechatCode(), transport, ...shared } })),
    );
  const bind = (phone: string, code: string) =>
    attempt(async () => {
      becomeCustomer(await api('POST /me/phone', { body: { phone, code } }));
      toast(t('signIn.bound'), 'check');
      back();
    });

  if (newcomer) return <Welcome onGo={back} />;
  return (
    <Page title={t(needsPhone ? 'signIn.bindTitle' : 'signIn.title')}>
      <Box className="lk-stack lk-stack--loose">
        <Box className="lk-stack lk-stack--tight">
          <Box as="h2" className="lk-h1">
            {t(needsPhone ? 'signIn.bindHead' : 'signIn.head')}
          </Box>
          <Box className="lk-soft">{t(needsPhone ? 'signIn.bindText' : 'signIn.text')}</Box>
        </Box>
        {needsPhone ? <WechatPhone onBound={back} /> : null}
        <PhoneForm
          purpose={needsPhone ? 'bind_phone' : 'sign_in'}
          busy={busy}
          ready={needsPhone || agreed}
          onSubmit={needsPhone ? bind : signIn}
        />
        <Trouble error={error} />
        {needsPhone ? null : <Consent agreed={agreed} onChange={setAgreed} />}
        {hasWechat && !needsPhone ? (
          <Button id="wechat-sign-in" tone="quiet" disabled={!agreed} busy={busy} onTap={() => void signInWechat()}>
            {t('signIn.wechat')}
          </Button>
        ) : null}
      </Box>
    </Page>
  );
}

/** Unticked until the person ticks it; the notice opens beside it. */
function Consent({ agreed, onChange }: { agreed: boolean; onChange: (agreed: boolean) => void }) {
  const t = useT();
  return (
    <Box>
      <Check id="consent" checked={agreed} label={t('consent.label')} onChange={onChange}>
        {t('consent.label')}
      </Check>
      <Button id="read-notice" tone="text" onTap={() => open('notice')}>
        <Txt className="lk-small">{t('consent.read')}</Txt>
      </Button>
      {agreed ? null : (
        <Box className="lk-row lk-small lk-faint">
          <Icon name="shield" size={16} />
          {t('consent.why')}
        </Box>
      )}
    </Box>
  );
}
