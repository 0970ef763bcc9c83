import type { ReactNode } from 'react';
import { Icon } from './Icon';
import type { IconName } from './icons';
import { Part, Tap, Txt } from './primitives';

export interface ButtonProps {
  id?: string;
  tone?: 'primary' | 'amber' | 'quiet' | 'line' | 'danger' | 'text' | 'alarm';
  small?: boolean;
  icon?: IconName;
  disabled?: boolean;
  /** The act is under way: the label stays, and a second tap does nothing. */
  busy?: boolean;
  label?: string;
  onTap: () => void;
  children: ReactNode;
}

export function Button({ id, tone = 'primary', small, icon, disabled, busy, label, onTap, children }: ButtonProps) {
  const classes = ['lk-btn', `lk-btn--${tone}`];
  if (small) classes.push('lk-btn--small');
  if (disabled) classes.push('lk-btn--off');
  return (
    <Tap id={id} className={classes.join(' ')} disabled={disabled} busy={busy} label={label} onTap={onTap}>
      {icon ? <Icon name={icon} size={20} /> : null}
      <Txt>{children}</Txt>
      {busy ? <Waiting /> : null}
    </Tap>
  );
}

function Waiting() {
  return (
    <Part className="lk-btn__wait" hidden>
      <Part className="lk-btn__dot" />
      <Part className="lk-btn__dot" />
      <Part className="lk-btn__dot" />
    </Part>
  );
}
