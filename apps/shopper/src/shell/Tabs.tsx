import { type MessageKey, useT } from '../i18n';
import { Icon } from '../kit/Icon';
import type { IconName } from '../kit/icons';
import { Box, Tap, Txt } from '../kit/primitives';
import { replace } from '../state/nav';

type Tab = 'home' | 'orders' | 'me';
const tabs: readonly { page: Tab; icon: IconName; key: MessageKey }[] = [
  { page: 'home', icon: 'door', key: 'nav.home' },
  { page: 'orders', icon: 'orders', key: 'nav.orders' },
  { page: 'me', icon: 'user', key: 'nav.me' },
];

export function Tabs({ on }: { on: Tab }) {
  const t = useT();
  return (
    <Box as="nav" className="lk-tabs" label={t('nav.label')}>
      {tabs.map(({ page, icon, key }) => (
        <Tap
          key={page}
          id={`tab-${page}`}
          className={page === on ? 'lk-tabs__tab lk-tabs__tab--on' : 'lk-tabs__tab'}
          current={page === on}
          onTap={() => {
            if (page !== on) replace(page);
          }}
        >
          <Icon name={icon} size={24} />
          <Txt>{t(key)}</Txt>
        </Tap>
      ))}
    </Box>
  );
}
