import { useEffect, useState } from 'react';
import { useT } from '../../i18n';
import { Card } from '../../kit/Card';
import { ListRow } from '../../kit/ListRow';
import { watchInstall } from '../../platform/pwa';

/** The app on the home screen, where the browser offers it. */
export function InstallRow() {
  const t = useT();
  const [ask, setAsk] = useState<(() => Promise<void>) | null>(null);
  useEffect(() => watchInstall((next) => setAsk(() => next)), []);
  if (!ask) return null;
  return (
    <Card flush>
      <ListRow
        id="install"
        icon="down"
        title={t('me.install')}
        detail={t('me.installText')}
        last
        onTap={() => void ask()}
      />
    </Card>
  );
}
