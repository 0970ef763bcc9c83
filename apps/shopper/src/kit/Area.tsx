import { Textarea } from '@tarojs/components';
import type { AreaProps } from './area-types';

/** A text of several lines. */
export function Area({ id, value, label, placeholder, maxLength, onChange }: AreaProps) {
  return (
    <Textarea
      id={id}
      className="lk-input lk-area"
      placeholderClass="lk-input__placeholder"
      value={value}
      {...(placeholder ? { placeholder } : {})}
      maxlength={maxLength}
      ariaLabel={label}
      onInput={(event) => onChange(event.detail.value)}
    />
  );
}
