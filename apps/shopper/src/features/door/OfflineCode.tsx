import { useState } from 'react';
import { type Answer, api } from '../../api';
import { countdown } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Box } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { Trouble } from '../../kit/Trouble';
import { surface } from '../../platform/surface';
import { useNow } from '../../state/clock';
import { useAct } from '../../state/fault';
import { askPosition, knownPosition } from '../../state/position';

export interface OfflineCodeProps {
  door: { doorToken: string } | { storeId: string };
  phone: string | null;
  onClose: () => void;
}

/** VIS-11: the door has no network, but it can count: nine digits that open it once. */
export function OfflineCode({ door, phone, onClose }: OfflineCodeProps) {
  const t = useT();
  const [given, setGiven] = useState<Answer<'POST /visits/offline-codes'> | null>(null);
  const { busy, error, run } = useAct();
  const now = useNow(1000, given !== null);
  const left = given ? Date.parse(given.validUntil) - now : 0;
  const ask = () =>
    run(async () => {
      const position = error?.code === 'too_far_away' ? await askPosition() : knownPosition();
      setGiven(await api('POST /visits/offline-codes', { body: { ...door, ...(position ? { position } : {}) } }));
    });
  return (
    <Sheet id="offline-code" title={t('offlineCode.title')} onClose={onClose}>
      <Box className="lk-stack">
        <Box>{t('offlineCode.text')}</Box>
        {given && left > 0 ? (
          <Box className="lk-center lk-stack" role="status">
            <Box id="offline-digits" className="lk-digits lk-num">
              {given.code.replace(/(\d{3})(?=\d)/g, '$1 ')}
            </Box>
            <Box className="lk-small lk-soft lk-num">{t('offlineCode.valid', { time: countdown(left) })}</Box>
          </Box>
        ) : null}
        <Trouble error={error} />
        <Button
          id="offline-code-get"
          tone={given && left > 0 ? 'line' : 'primary'}
          busy={busy}
          onTap={() => void ask()}
        >
          {t(given ? 'offlineCode.again' : 'offlineCode.get')}
        </Button>
        {phone ? (
          <Button id="offline-call" tone="text" icon="phone" onTap={() => surface.call(phone)}>
            {t('act.call')}
          </Button>
        ) : null}
      </Box>
    </Sheet>
  );
}
