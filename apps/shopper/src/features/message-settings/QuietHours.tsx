import { useT } from '../../i18n';
import { Card } from '../../kit/Card';
import { Icon } from '../../kit/Icon';
import { Box } from '../../kit/primitives';
import { Segments } from '../../kit/Segments';
import type { MessagePreferences } from '../../state/subscriptions';

type Quiet = MessagePreferences['quiet'];

/** What most people mean by night; whoever chose other hours elsewhere finds them here too. */
const usual = ['22:00–08:00', '00:00–07:00'];
const nameOf = (quiet: Quiet): string => (quiet ? `${quiet.from}–${quiet.to}` : 'off');

function hoursOf(name: string): Quiet {
  const [from, to] = name.split('–');
  return from && to ? { from, to } : null;
}

/** MSG-1: what can wait is held back in these hours. */
export function QuietHours({ quiet, onChange }: { quiet: Quiet; onChange: (quiet: Quiet) => void }) {
  const t = useT();
  const now = nameOf(quiet);
  const names = [...new Set(['off', ...usual, now])];
  return (
    <Card label={t('messageSettings.quiet')}>
      <Box className="lk-stack">
        <Box className="lk-row lk-strong">
          <Icon name="moon" size={20} />
          {t('messageSettings.quiet')}
        </Box>
        <Segments
          id="quiet"
          label={t('messageSettings.quiet')}
          value={now}
          onChange={(name) => onChange(hoursOf(name))}
          options={names.map((name) => ({ value: name, text: name === 'off' ? t('messageSettings.quietOff') : name }))}
        />
        <Box className="lk-small lk-soft">{t('messageSettings.quietText')}</Box>
      </Box>
    </Card>
  );
}
