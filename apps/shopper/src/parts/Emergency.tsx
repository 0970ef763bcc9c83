import { useEffect, useState } from 'react';
import { api } from '../api';
import { useT } from '../i18n';
import { Button } from '../kit/Button';
import { Note } from '../kit/Note';
import { Box } from '../kit/primitives';
import { Sheet } from '../kit/Sheet';
import { Trouble } from '../kit/Trouble';
import { OpeningTrack } from './OpeningTrack';
import { useOpening } from './use-opening';

export interface EmergencyProps {
  visitId: string;
  /** Of the store's clock, in minutes. */
  utcOffset: number;
  onRefresh: () => void;
  /** Asked for from elsewhere on the screen as well. */
  asking?: boolean;
  onAsking?: (asking: boolean) => void;
}

/** VIS-8: always there. One confirmation that says what will happen; then the door opens at once. */
export function Emergency({ visitId, utcOffset, onRefresh, ...outside }: EmergencyProps) {
  const t = useT();
  const [own, setOwn] = useState(false);
  const asking = outside.asking ?? own;
  const setAsking = outside.onAsking ?? setOwn;
  const { phase, ask } = useOpening();
  const go = () => {
    void ask((idempotencyKey) =>
      api('POST /visits/:id/emergency-exits', { params: { id: visitId }, idempotencyKey }),
    ).then(onRefresh);
  };
  const opening = 'opening' in phase ? phase.opening : null;
  // The door is free: the person looks at it, and the screen below says the same in large.
  const free = opening !== null && (opening.state === 'acknowledged' || opening.state === 'opened');
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that the door comes free
  useEffect(() => {
    if (!free) return;
    setAsking(false);
    onRefresh();
  }, [free]);
  return (
    <Box className="lk-stack">
      {free ? (
        <Note tone="amber" icon="door" alert>
          {t(opening.state === 'opened' ? 'emergency.opened' : 'emergency.unlocked')}
        </Note>
      ) : null}
      <Button id="emergency" tone="alarm" icon="alert" onTap={() => setAsking(true)}>
        {t('emergency.open')}
      </Button>
      {asking ? (
        <Sheet id="emergency-sheet" title={t('emergency.title')} onClose={() => setAsking(false)}>
          <Box className="lk-stack">
            <Box>{t('emergency.text')}</Box>
            {opening ? <OpeningTrack opening={opening} utcOffset={utcOffset} /> : null}
            {phase.kind === 'failed' ? (
              <Note tone="danger" icon="alert" alert>
                {t('emergency.failed')}
              </Note>
            ) : null}
            <Trouble error={phase.kind === 'refused' ? phase.error : null}>
              <Box>{t('emergency.byHand')}</Box>
            </Trouble>
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
