import type { ReactNode } from 'react';
import { Icon } from './Icon';
import type { IconName } from './icons';
import { Box } from './primitives';

export function Note({
  tone = 'plain',
  icon = 'info',
  alert,
  children,
}: {
  tone?: 'plain' | 'brand' | 'amber' | 'danger';
  icon?: IconName;
  alert?: boolean;
  children: ReactNode;
}) {
  return (
    <Box className={`lk-note lk-note--${tone}`} {...(alert ? { role: 'alert' } : {})}>
      <Icon name={icon} size={18} />
      <Box className="lk-grow">{children}</Box>
    </Box>
  );
}
