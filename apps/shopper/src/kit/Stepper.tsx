import { Icon } from './Icon';
import { Box, Part, Tap } from './primitives';

export interface StepperProps {
  id: string;
  value: number;
  max?: number;
  fewer: string;
  more: string;
  remove: string;
  disabled?: boolean;
  onChange: (value: number) => void;
}

/** One below 1 removes the line: the minus turns into a bin, so that nothing is taken away by surprise. */
export function Stepper({ id, value, max = 99, fewer, more, remove, disabled, onChange }: StepperProps) {
  return (
    <Box className="lk-stepper" role="group">
      <Tap
        id={`${id}-fewer`}
        className="lk-stepper__btn"
        disabled={disabled}
        label={value === 1 ? remove : fewer}
        onTap={() => onChange(value - 1)}
      >
        <Part className="lk-stepper__face">
          <Icon name={value === 1 ? 'trash' : 'minus'} size={18} />
        </Part>
      </Tap>
      <Box className="lk-stepper__count" live="polite">
        {value}
      </Box>
      <Tap
        id={`${id}-more`}
        className="lk-stepper__btn"
        disabled={disabled || value >= max}
        label={more}
        onTap={() => onChange(value + 1)}
      >
        <Part className="lk-stepper__face">
          <Icon name="plus" size={18} />
        </Part>
      </Tap>
    </Box>
  );
}
