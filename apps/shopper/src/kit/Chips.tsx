import { Box, Tap } from './primitives';

export interface ChipsProps<T extends string> {
  id: string;
  label: string;
  options: readonly { value: T | null; text: string }[];
  value: T | null;
  /** In rows of their own instead of one that scrolls. */
  wrap?: boolean;
  onChange: (value: T | null) => void;
}

/** One of several, or none of them: `null` is the one that stands for all. */
export function Chips<T extends string>({ id, label, options, value, wrap, onChange }: ChipsProps<T>) {
  return (
    <Box className={wrap ? 'lk-chips lk-chips--wrap' : 'lk-chips'} role="radiogroup" label={label}>
      {options.map((option) => (
        <Chip
          key={option.value ?? 'all'}
          id={`${id}-${option.value ?? 'all'}`}
          role="radio"
          on={option.value === value}
          text={option.text}
          onTap={() => onChange(option.value)}
        />
      ))}
    </Box>
  );
}

export function Chip(props: { id: string; role: 'radio' | 'checkbox'; on: boolean; text: string; onTap: () => void }) {
  const { on, text, ...rest } = props;
  return (
    <Tap {...rest} checked={on} className={on ? 'lk-chip lk-chip--on' : 'lk-chip'}>
      {text}
    </Tap>
  );
}
