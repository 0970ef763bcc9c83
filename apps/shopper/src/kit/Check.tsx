import type { ReactNode } from 'react';
import { Icon } from './Icon';
import { Part, Tap, Txt } from './primitives';

export function Check({
  id,
  checked,
  label,
  onChange,
  children,
}: {
  id: string;
  checked: boolean;
  label: string;
  onChange: (checked: boolean) => void;
  children?: ReactNode;
}) {
  return (
    <Tap id={id} role="checkbox" className="lk-check" checked={checked} label={label} onTap={() => onChange(!checked)}>
      <Part className={checked ? 'lk-check__box lk-check__box--on' : 'lk-check__box'}>
        <Icon name="check" size={16} />
      </Part>
      <Txt>{children ?? label}</Txt>
    </Tap>
  );
}
