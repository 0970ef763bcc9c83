import type { AreaProps } from './area-types';

/** A text of several lines. */
export function Area({ label, onChange, ...rest }: AreaProps) {
  return (
    <textarea
      {...rest}
      className="lk-input lk-area"
      rows={4}
      aria-label={label}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
