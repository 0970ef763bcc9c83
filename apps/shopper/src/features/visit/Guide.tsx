import { useState } from 'react';
import { api, type Visit } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import type { IconName } from '../../kit/icons';
import { Box } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { becomeCustomer, useSession } from '../../state/session';

const steps: readonly { icon: IconName; key: 'scan' | 'pay' | 'leave' | 'help' }[] = [
  { icon: 'scan', key: 'scan' },
  { icon: 'wallet', key: 'pay' },
  { icon: 'door', key: 'leave' },
  { icon: 'help', key: 'help' },
];

/** VIS-9: how shopping works here, once, on the first visit. */
export function Guide({ visit }: { visit: Visit }) {
  const t = useT();
  const { profile } = useSession();
  const [closed, setClosed] = useState(false);
  if (closed || !visit.firstVisit || !profile || profile.guideSeen) return null;
  const close = () => {
    setClosed(true);
    // Not seen is shown again next time: a failure here needs no words.
    api('PUT /me', { body: { guideSeen: true } }).then(becomeCustomer, () => undefined);
  };
  return (
    <Sheet id="guide" title={t('guide.title')} onClose={close}>
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
        <Button id="guide-close" onTap={close}>
          {t('guide.close')}
        </Button>
      </Box>
    </Sheet>
  );
}
