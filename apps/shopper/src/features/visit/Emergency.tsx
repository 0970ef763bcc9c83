import { useState } from 'react';
import { api, type Visit } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { OpeningTrack } from '../../parts/OpeningTrack';
import { useOpening } from '../../parts/use-opening';

/** VIS-8: nobody is ever locked in. One confirmation that says what will happen; then the door opens at once. */
export function Emergency({ visit, onRefresh }: { visit: Visit; onRefresh: () => void }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const { phase, ask } = useOpening();
  const go = () => {
    void ask((idempotencyKey) =>
      api('POST /visits/:id/emergency-exits', { params: { id: visit.id }, idempotencyKey }),
    ).then(onRefresh);
  };
  const opening =
    phase.kind === 'following' || phase.kind === 'opened' || phase.kind === 'failed' ? phase.opening : null;
  return (
    <Box className="lk-stack">
      <Button id="emergency" tone="alarm" icon="alert" onTap={() => setAsking(true)}>
        {t('emergency.open')}
      </Button>
      {asking ? (
        <Sheet id="emergency-sheet" title={t('emergency.title')} onClose={() => setAsking(false)}>
          <Box className="lk-stack">
            <Box>{t('emergency.text')}</Box>
            {opening ? <OpeningTrack opening={opening} /> : null}
            {phase.kind === 'opened' ? (
              <Note tone="amber" icon="door">
                {t('emergency.opened')}
              </Note>
            ) : null}
            {phase.kind === 'failed' ? (
              <Note tone="danger" icon="alert" alert>
                {t('emergency.failed')}
              </Note>
            ) : null}
            {phase.kind === 'refused' ? (
              <Note tone="danger" icon="alert" alert>
                {phase.error.message} {t('emergency.byHand')}
              </Note>
            ) : null}
            <Button
              id="emergency-confirm"
              tone="danger"
              busy={phase.kind === 'asking' || phase.kind === 'following'}
              onTap={go}
            >
              {t('emergency.confirm')}
            </Button>
            <Button id="emergency-cancel" tone="line" onTap={() => setAsking(false)}>
              {t('common.close')}
            </Button>
          </Box>
        </Sheet>
      ) : null}
    </Box>
  );
}
