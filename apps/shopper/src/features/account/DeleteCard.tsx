import { useState } from 'react';
import { api, type Profile } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Check } from '../../kit/Check';
import { Box } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { toast } from '../../kit/Toast';
import { Trouble } from '../../kit/Trouble';
import { CodeField, isCode } from '../../parts/CodeField';
import { useNow } from '../../state/clock';
import { useAct } from '../../state/fault';
import { open, restart } from '../../state/nav';
import { becomeGuest } from '../../state/session';

/** IDN-4: deletion, with what will happen before, and the code of the own phone as the last word. */
export function DeleteCard({ profile }: { profile: Profile }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  return (
    <Card label={t('account.deleteTitle')}>
      <Box className="lk-stack">
        <Box as="h2" className="lk-h3">
          {t('account.deleteTitle')}
        </Box>
        <Box className="lk-small lk-soft">{t('account.deleteText')}</Box>
        <Button id="delete-account" tone="alarm" icon="trash" onTap={() => setAsking(true)}>
          {t('account.delete')}
        </Button>
      </Box>
      {asking ? <DeleteSheet profile={profile} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}

function DeleteSheet({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const t = useT();
  const [sure, setSure] = useState(false);
  const [code, setCode] = useState('');
  const { busy, error, run } = useAct();
  const needsCode = profile.phoneVerified;
  const go = () =>
    run(async () => {
      await api('DELETE /me', { body: needsCode ? { code } : {} });
      becomeGuest();
      toast(t('account.deleted'), 'check');
      restart('home');
    });
  return (
    <Sheet id="delete-sheet" title={t('account.deleteTitle')} onClose={onClose}>
      <Box className="lk-stack">
        <Box>{t('account.deleteWhat')}</Box>
        <Check id="delete-sure" checked={sure} label={t('account.deleteSure')} onChange={setSure} />
        {needsCode ? <OwnCode phone={profile.phone ?? ''} code={code} onCode={setCode} /> : null}
        <Trouble error={error}>
          {error?.code === 'account_open_matters' ? (
            <Button id="delete-orders" tone="text" onTap={() => open('orders', { state: 'pending_payment' })}>
              {t('account.seeOpen')}
            </Button>
          ) : null}
        </Trouble>
        <Button
          id="delete-confirm"
          tone="danger"
          disabled={!sure || (needsCode && !isCode(code))}
          busy={busy}
          onTap={() => void go()}
        >
          {t('account.deleteConfirm')}
        </Button>
        <Button tone="line" onTap={onClose}>
          {t('common.cancel')}
        </Button>
      </Box>
    </Sheet>
  );
}

/** A code to the account's own number. */
function OwnCode({ phone, code, onCode }: { phone: string; code: string; onCode: (code: string) => void }) {
  const [againAt, setAgainAt] = useState(0);
  const { busy, error, run } = useAct();
  const now = useNow(500, againAt > 0);
  const wait = Math.max(0, Math.ceil((againAt - now) / 1000));
  const send = () =>
    run(async () => {
      const { resendAfterSeconds } = await api('POST /me/codes', { body: { purpose: 'delete_account' } });
      setAgainAt(Date.now() + resendAfterSeconds * 1000);
    });
  return (
    <>
      <CodeField
        ids={['delete-code', 'delete-send']}
        code={code}
        onCode={onCode}
        sentTo={againAt > 0 ? phone : null}
        wait={wait}
        sending={busy}
        onSend={() => void send()}
      />
      <Trouble error={error} />
    </>
  );
}
