import { api } from '../../api';
import { localDay, phoneOffset } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Box } from '../../kit/primitives';
import { toast } from '../../kit/Toast';
import { Trouble } from '../../kit/Trouble';
import { saveFile } from '../../platform/save-file';
import { useAct } from '../../state/fault';

/** IDN-4: all personal data, machine-readable, in the person's own hands. */
export function ExportCard() {
  const t = useT();
  const { busy, error, run } = useAct();
  const go = () =>
    run(async () => {
      const data = await api('GET /me/data');
      const day = localDay(data.exportedAt, phoneOffset(data.exportedAt));
      const how = await saveFile(`latchkey-${day}.json`, JSON.stringify(data, null, 2));
      toast(t(how === 'saved' ? 'account.exported' : 'account.exportCopied'), 'check');
    });
  return (
    <Card label={t('account.exportTitle')}>
      <Box className="lk-stack">
        <Box as="h2" className="lk-h3">
          {t('account.exportTitle')}
        </Box>
        <Box className="lk-small lk-soft">{t('account.exportText')}</Box>
        <Trouble error={error} />
        <Button id="export-data" tone="line" icon="down" busy={busy} onTap={() => void go()}>
          {t('account.export')}
        </Button>
      </Box>
    </Card>
  );
}
