import { useState } from 'react';
import { api, asApiError, type Visit } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import type { IconName } from '../../kit/icons';
import { ListRow } from '../../kit/ListRow';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { Trouble } from '../../kit/Trouble';
import { useFault } from '../../state/fault';

const reasons: readonly { reason: 'barcode' | 'door' | 'payment' | 'other'; icon: IconName }[] = [
  { reason: 'barcode', icon: 'scan' },
  { reason: 'door', icon: 'door' },
  { reason: 'payment', icon: 'wallet' },
  { reason: 'other', icon: 'help' },
];

export function HelpSheet({ visit, onClose }: { visit: Visit; onClose: () => void }) {
  const t = useT();
  const [sent, setSent] = useState(false);
  const [error, setError] = useFault();
  const call = async (reason: (typeof reasons)[number]['reason']) => {
    setError(null);
    try {
      await api('POST /visits/:id/help', { params: { id: visit.id }, body: { reason } });
      setSent(true);
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  };
  return (
    <Sheet id="help-sheet" title={t('help.title')} onClose={onClose}>
      <Trouble error={error} />
      {sent ? (
        <Box className="lk-stack">
          <Note tone="brand" icon="check">
            {t('help.sent')}
          </Note>
          <Button onTap={onClose}>{t('common.close')}</Button>
        </Box>
      ) : (
        reasons.map(({ reason, icon }, i) => (
          <ListRow
            key={reason}
            id={`help-${reason}`}
            icon={icon}
            title={t(`help.${reason}`)}
            last={i === reasons.length - 1}
            onTap={() => void call(reason)}
          />
        ))
      )}
    </Sheet>
  );
}
