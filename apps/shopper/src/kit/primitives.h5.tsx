import { createElement } from 'react';
import type { BoxProps, FieldProps, PicProps, TapProps, TxtProps } from './primitive-types';

export function Box({ as = 'div', label, labelledBy, live, hidden, modal, ...rest }: BoxProps) {
  return createElement(as, {
    ...rest,
    'aria-label': label,
    'aria-labelledby': labelledBy,
    'aria-live': live,
    'aria-hidden': hidden || undefined,
    'aria-modal': modal || undefined,
  });
}

export function Txt({ hidden, ...rest }: TxtProps) {
  return <span {...rest} aria-hidden={hidden || undefined} />;
}

/** A box inside a line or a button. */
export function Part({ hidden, ...rest }: TxtProps) {
  return <span {...rest} aria-hidden={hidden || undefined} />;
}

export function Tap({
  label,
  role = 'button',
  checked,
  current,
  expanded,
  disabled,
  busy,
  onTap,
  className,
  ...rest
}: TapProps) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: aria-checked is set for checkbox and radio only
    <button
      {...rest}
      type="button"
      role={role === 'button' ? undefined : role}
      className={className ? `lk-tap ${className}` : 'lk-tap'}
      aria-label={label}
      aria-checked={role === 'checkbox' || role === 'radio' ? Boolean(checked) : undefined}
      aria-current={current ? 'page' : undefined}
      aria-expanded={expanded}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      disabled={disabled}
      onClick={busy ? undefined : onTap}
    />
  );
}

const inputMode = {
  text: 'text',
  nickname: 'text',
  phone: 'tel',
  code: 'numeric',
  barcode: 'numeric',
  date: undefined,
} as const;
const inputType = {
  text: 'text',
  nickname: 'text',
  phone: 'tel',
  code: 'text',
  barcode: 'text',
  date: 'date',
} as const;
const autoComplete = {
  text: 'off',
  nickname: 'nickname',
  phone: 'tel',
  code: 'one-time-code',
  barcode: 'off',
  date: 'bday',
} as const;

export function Field({
  kind = 'text',
  label,
  invalid,
  describedBy,
  onChange,
  onEnter,
  className,
  autoFocus,
  ...rest
}: FieldProps) {
  return (
    <input
      {...rest}
      // biome-ignore lint/a11y/noAutofocus: only where the field is all that the screen asks for
      autoFocus={autoFocus}
      className={className ? `lk-input ${className}` : 'lk-input'}
      type={inputType[kind]}
      inputMode={inputMode[kind]}
      autoComplete={autoComplete[kind]}
      aria-label={label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter?.();
      }}
    />
  );
}

export function Pic({ src, alt, className }: PicProps) {
  return <img className={className} src={src} alt={alt} loading="lazy" decoding="async" />;
}
