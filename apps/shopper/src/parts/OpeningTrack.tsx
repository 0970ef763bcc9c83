import type { Opening } from '../api';
import { useT } from '../i18n';
import { Track } from './Track';

/** VIS-14: how far the command got, each step with its time. */
export function OpeningTrack({ opening, utcOffset }: { opening: Opening; utcOffset: number }) {
  const t = useT();
  return (
    <Track
      label={t('opening.track')}
      utcOffset={utcOffset}
      steps={[
        { name: t('opening.requested'), at: opening.requestedAt },
        { name: t('opening.sent'), at: opening.sentAt },
        { name: t('opening.acknowledged'), at: opening.acknowledgedAt },
        { name: t('opening.opened'), at: opening.openedAt },
      ]}
    />
  );
}
