import { type Translate, useT } from '../i18n';
import { useNow } from '../state/clock';
import { network } from '../state/online';
import { connection } from '../state/realtime';
import { useStore } from '../state/store';
import { Icon } from './Icon';
import { Box } from './primitives';

/** Says that the line is lost and how old the figures on the screen are; nothing while all is well. */
export function OfflineBar({ dataAt }: { dataAt?: number }) {
  const t = useT();
  const { online } = useStore(network);
  const { state } = useStore(connection);
  const lost = !online || state === 'lost';
  const now = useNow(1000, lost);
  return (
    <Box role="status" live="polite">
      {lost ? (
        <Box className="lk-offline">
          <Icon name="offline" size={18} />
          <Box className="lk-grow">
            {t(online ? 'offline.live' : 'offline.network')}
            {dataAt ? ` ${t('offline.age', { age: age(t, now - dataAt) })}` : ''}
          </Box>
        </Box>
      ) : null}
    </Box>
  );
}

function age(t: Translate, ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 90 ? t('age.seconds', { n: seconds }) : t('age.minutes', { n: Math.round(seconds / 60) });
}
