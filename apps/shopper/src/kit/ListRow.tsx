import type { ReactNode } from 'react';
import { Icon } from './Icon';
import type { IconName } from './icons';
import { Box, Tap } from './primitives';

export interface ListRowProps {
  id?: string;
  icon?: IconName;
  lead?: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  end?: ReactNode;
  last?: boolean;
  /** Choosing here goes nowhere else: no arrow. */
  bare?: boolean;
  label?: string;
  onTap?: () => void;
}

export function ListRow({ id, icon, lead, title, detail, end, last, bare, label, onTap }: ListRowProps) {
  const className = last ? 'lk-listrow' : 'lk-listrow lk-listrow--line';
  const inner = (
    <>
      {icon || lead ? <Box className="lk-listrow__lead">{icon ? <Icon name={icon} size={22} /> : lead}</Box> : null}
      <Box className="lk-listrow__body">
        <Box>{title}</Box>
        {detail ? <Box className="lk-small lk-soft">{detail}</Box> : null}
      </Box>
      {end || onTap ? (
        <Box className="lk-listrow__end">
          {end}
          {onTap && !bare ? <Icon name="chevron" size={18} /> : null}
        </Box>
      ) : null}
    </>
  );
  return onTap ? (
    <Tap id={id} className={className} label={label} onTap={onTap}>
      {inner}
    </Tap>
  ) : (
    <Box id={id} className={className}>
      {inner}
    </Box>
  );
}
