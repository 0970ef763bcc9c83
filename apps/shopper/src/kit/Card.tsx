import type { ReactNode } from 'react';
import { Box, Tap } from './primitives';

export interface CardProps {
  id?: string;
  flush?: boolean;
  lit?: boolean;
  label?: string;
  onTap?: () => void;
  children: ReactNode;
}

export function Card({ id, flush, lit, label, onTap, children }: CardProps) {
  const classes = ['lk-card'];
  if (flush) classes.push('lk-card--flush');
  if (lit) classes.push('lk-card--lit');
  if (!onTap) {
    return (
      <Box id={id} className={classes.join(' ')} {...(label ? { as: 'section' as const, label } : {})}>
        {children}
      </Box>
    );
  }
  return (
    <Tap id={id} className={`${classes.join(' ')} lk-card--tap`} label={label} onTap={onTap}>
      {children}
    </Tap>
  );
}
