import { clockTime } from '../format/time';
import { Icon } from '../kit/Icon';
import { Box, Part, Txt } from '../kit/primitives';

export interface TrackStep {
  name: string;
  /** When it was reached; null while it is still to come. */
  at: string | null;
}

/** Steps with the time of each that was reached; one that never came stays empty. */
export function Track({
  label,
  steps,
  utcOffset,
}: {
  label: string;
  steps: readonly TrackStep[];
  /** Of the store's clock, in minutes. */
  utcOffset: number;
}) {
  return (
    <Box as="ol" className="lk-track lk-list" label={label}>
      {steps.map(({ name, at }) => (
        <Box as="li" key={name} className={at ? 'lk-track__step lk-track__step--done' : 'lk-track__step'}>
          <Part className="lk-track__dot" hidden>
            {at ? <Icon name="check" size={12} /> : null}
          </Part>
          <Txt className="lk-track__name">{name}</Txt>
          <Txt className="lk-track__time lk-num">{at ? clockTime(at, utcOffset, true) : '–'}</Txt>
        </Box>
      ))}
    </Box>
  );
}
