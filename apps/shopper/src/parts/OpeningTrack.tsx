import type { Opening } from '../api';
import { clockTime, STORE_OFFSET } from '../format/time';
import { type MessageKey, useT } from '../i18n';
import { Icon } from '../kit/Icon';
import { Box, Part, Txt } from '../kit/primitives';

/** VIS-14: how far the command got, each step with its time; a step that never came stays empty. */
export function OpeningTrack({ opening }: { opening: Opening }) {
  const t = useT();
  const steps: readonly { key: MessageKey; at: string | null }[] = [
    { key: 'opening.requested', at: opening.requestedAt },
    { key: 'opening.sent', at: opening.sentAt },
    { key: 'opening.acknowledged', at: opening.acknowledgedAt },
    { key: 'opening.opened', at: opening.openedAt },
  ];
  return (
    <Box as="ol" className="lk-track lk-list" label={t('opening.track')}>
      {steps.map(({ key, at }) => (
        <Box as="li" key={key} className={at ? 'lk-track__step lk-track__step--done' : 'lk-track__step'}>
          <Part className="lk-track__dot" hidden>
            {at ? <Icon name="check" size={12} /> : null}
          </Part>
          <Txt className="lk-track__name">{t(key)}</Txt>
          <Txt className="lk-track__time lk-num">{at ? clockTime(at, STORE_OFFSET, true) : '–'}</Txt>
        </Box>
      ))}
    </Box>
  );
}
