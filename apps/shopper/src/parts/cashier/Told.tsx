import { type MessageKey, useT } from '../../i18n';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import type { PayStage } from './pay-stage';

const told: Partial<Record<PayStage, { tone: 'amber' | 'danger'; title: MessageKey; text: MessageKey }>> = {
  cancelled: { tone: 'amber', title: 'pay.cancelledTitle', text: 'pay.cancelledText' },
  not_paid: { tone: 'amber', title: 'pay.notPaidTitle', text: 'pay.notPaidText' },
  failed: { tone: 'danger', title: 'pay.failedTitle', text: 'pay.failedText' },
};

/** ORD-7: what the last try came to, before the ways on. */
export function Told({ stage }: { stage: PayStage }) {
  const t = useT();
  const says = told[stage];
  if (!says) return null;
  return (
    <Box id={`pay-${stage}`}>
      <Note tone={says.tone} icon={says.tone === 'danger' ? 'alert' : 'info'} alert>
        <Box className="lk-strong">{t(says.title)}</Box>
        <Box>{t(says.text)}</Box>
      </Note>
    </Box>
  );
}
