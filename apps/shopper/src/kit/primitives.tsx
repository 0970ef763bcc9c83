import { Image, Input, Text, View } from '@tarojs/components';
import type { BoxProps, FieldProps, PicProps, TapProps, TxtProps } from './primitive-types';

const roleOf = { h1: 'heading', h2: 'heading', h3: 'heading', nav: 'navigation', main: 'main' } as Record<
  string,
  string
>;

export function Box({ as = 'div', id, className, style, role, label, hidden, children }: BoxProps) {
  const ariaRole = role ?? roleOf[as];
  return (
    <View
      {...(id ? { id } : {})}
      {...(ariaRole ? { ariaRole } : {})}
      {...(label ? { ariaLabel: label } : {})}
      {...(hidden ? { ariaHidden: true } : {})}
      {...(style ? { style } : {})}
      className={className}
    >
      {children}
    </View>
  );
}

export function Txt({ id, className, children }: TxtProps) {
  return (
    <Text {...(id ? { id } : {})} className={className}>
      {children}
    </Text>
  );
}

/** A box inside a line or a button; Text could hold nothing but text here. */
export function Part({ id, className, children }: TxtProps) {
  return (
    <View {...(id ? { id } : {})} className={className}>
      {children}
    </View>
  );
}

export function Tap({ id, label, role = 'button', checked, disabled, busy, onTap, className, children }: TapProps) {
  const off = disabled || busy;
  return (
    <View
      {...(id ? { id } : {})}
      ariaRole={role}
      {...(label ? { ariaLabel: label } : {})}
      {...(role === 'checkbox' || role === 'radio' ? { ariaChecked: Boolean(checked) } : {})}
      {...(disabled ? { ariaDisabled: true } : {})}
      className={`lk-tap ${disabled ? 'lk-tap--off ' : ''}${className ?? ''}`}
      hoverClass={off ? 'none' : 'lk-tap--hover'}
      onClick={() => {
        if (!off) onTap?.();
      }}
    >
      {children}
    </View>
  );
}

const inputType = {
  text: 'text',
  nickname: 'nickname',
  phone: 'number',
  code: 'number',
  barcode: 'number',
  date: 'text',
} as const;

export function Field({
  id,
  kind = 'text',
  label,
  value,
  placeholder,
  maxLength,
  autoFocus,
  disabled,
  onChange,
  onEnter,
  className,
}: FieldProps) {
  return (
    <Input
      id={id}
      className={className ? `lk-input ${className}` : 'lk-input'}
      placeholderClass="lk-input__placeholder"
      type={inputType[kind]}
      ariaLabel={label}
      value={value}
      placeholder={placeholder}
      maxlength={maxLength ?? 140}
      focus={autoFocus}
      disabled={disabled}
      onInput={(event) => onChange(event.detail.value)}
      // WeChat's own nickname arrives when the keyboard closes.
      onBlur={(event) => kind === 'nickname' && onChange(event.detail.value)}
      onConfirm={() => onEnter?.()}
    />
  );
}

export function Pic({ src, alt, className }: PicProps) {
  return <Image className={className} src={src} ariaLabel={alt} lazyLoad mode="aspectFill" />;
}
