import { Box, Tap } from './primitives';

export interface SegmentsProps<T extends string> {
  id: string;
  label: string;
  options: readonly { value: T; text: string }[];
  value: T;
  onChange: (value: T) => void;
}

export function Segments<T extends string>({ id, label, options, value, onChange }: SegmentsProps<T>) {
  return (
    <Box className="lk-seg" role="radiogroup" label={label}>
      {options.map((option) => (
        <Tap
          key={option.value}
          id={`${id}-${option.value}`}
          role="radio"
          checked={option.value === value}
          className={option.value === value ? 'lk-seg__opt lk-seg__opt--on' : 'lk-seg__opt'}
          onTap={() => onChange(option.value)}
        >
          {option.text}
        </Tap>
      ))}
    </Box>
  );
}
