import { useT } from '../i18n';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';
import type { IconName } from '../kit/icons';
import { Box } from '../kit/primitives';
import { Sheet } from '../kit/Sheet';

const steps: readonly { icon: IconName; key: 'scan' | 'pay' | 'leave' | 'help' }[] = [
  { icon: 'scan', key: 'scan' },
  { icon: 'wallet', key: 'pay' },
  { icon: 'door', key: 'leave' },
  { icon: 'help', key: 'help' },
];

/** UX-11: how shopping works here: by itself at the first visit, and from the help page. */
export function ShoppingGuide({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <Sheet id="guide" title={t('guide.title')} onClose={onClose}>
      <Box className="lk-stack lk-stack--loose">
        <Box as="ol" className="lk-list lk-stack">
          {steps.map(({ icon, key }) => (
            <Box as="li" key={key} className="lk-row lk-row--top">
              <Box className="lk-blank__icon lk-guide__icon">
                <Icon name={icon} size={22} />
              </Box>
              <Box className="lk-grow">
                <Box className="lk-strong">{t(`guide.${key}.title`)}</Box>
                <Box className="lk-small lk-soft">{t(`guide.${key}.text`)}</Box>
              </Box>
            </Box>
          ))}
        </Box>
        <Button id="guide-close" onTap={onClose}>
          {t('guide.close')}
        </Button>
      </Box>
    </Sheet>
  );
}
