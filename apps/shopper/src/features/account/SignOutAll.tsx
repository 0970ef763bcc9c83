import { useState } from 'react';
import { api } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Check } from '../../kit/Check';
import { Box } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { toast } from '../../kit/Toast';
import { Trouble } from '../../kit/Trouble';
import { useAct } from '../../state/fault';
import { restart } from '../../state/nav';
import { becomeGuest } from '../../state/session';

/** Out of every device at once, this one by choice: for a lost phone. */
export function SignOutAll({ onDone }: { onDone: () => void }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const [keepThis, setKeepThis] = useState(true);
  const { busy, error, run } = useAct();
  const go = () =>
    run(async () => {
      const { ended } = await api('POST /auth/sign-out-all', { body: { keepThis } });
      toast(t('account.endedAll', { n: ended }), 'check');
      setAsking(false);
      if (keepThis) return onDone();
      becomeGuest();
      restart('home');
    });
  return (
    <>
      <Button id="sign-out-all" tone="line" icon="lock" onTap={() => setAsking(true)}>
        {t('account.signOutAll')}
      </Button>
      {asking ? (
        <Sheet id="sign-out-all-sheet" title={t('account.signOutAll')} onClose={() => setAsking(false)}>
          <Box className="lk-stack">
            <Box>{t('account.signOutAllText')}</Box>
            <Check id="keep-this" checked={keepThis} label={t('account.keepThis')} onChange={setKeepThis} />
            <Trouble error={error} />
            <Button id="sign-out-all-confirm" tone="danger" busy={busy} onTap={() => void go()}>
              {t('account.signOutAllConfirm')}
            </Button>
            <Button tone="line" onTap={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
          </Box>
        </Sheet>
      ) : null}
    </>
  );
}
