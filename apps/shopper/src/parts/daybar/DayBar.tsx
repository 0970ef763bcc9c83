import { useRef } from 'react';
import { clockTime } from '../../format/time';
import { useT } from '../../i18n';
import { Icon } from '../../kit/Icon';
import { Box, Part, Tap } from '../../kit/primitives';
import { DragArea } from './DragArea';
import { type Availability, drawn, type Grid, movedTo, OVERHANG, type Range, withEnd } from './day-range';

export interface DayBarProps {
  availability: Availability;
  day: Availability['days'][number];
  grid: Grid;
  range: Range | null;
  onRange: (range: Range) => void;
}

/** A finger this near to an end takes hold of it, in shares of the width. */
const NEAR = 0.035;
const TICK_MINUTES = 360;

/** What an instant is, of a minute of the availability. */
export const instantOf = (availability: Availability, minute: number): string =>
  new Date(Date.parse(availability.startsAt) + minute * 60_000).toISOString();

/** BKG-1: the picture of a day, on which a range is drawn, moved and stretched; buttons do the same by steps. */
export function DayBar({ availability, day, grid, range, onRange }: DayBarProps) {
  const t = useT();
  const span = day.to - day.from + OVERHANG;
  const shareOf = (minute: number) => Math.max(0, Math.min(1, (minute - day.from) / span));
  const place = ({ from, to }: Range) => ({
    left: `${shareOf(from) * 100}%`,
    width: `${(shareOf(to) - shareOf(from)) * 100}%`,
  });
  const clock = (minute: number) => clockTime(instantOf(availability, minute), day.utcOffset);
  const gesture = useRef<{ kind: 'from' | 'to' | 'whole' | 'new'; anchor: number }>({ kind: 'new', anchor: 0 });

  const drag = (share: number, phase: 'down' | 'move') => {
    const minute = day.from + Math.max(0, Math.min(1, share)) * span;
    if (phase === 'down') gesture.current = begin(share, minute);
    const { kind, anchor } = gesture.current;
    const next =
      kind === 'new'
        ? drawn(grid, anchor, minute)
        : range === null
          ? null
          : kind === 'whole'
            ? movedTo(grid, range, minute - anchor)
            : withEnd(grid, range, kind, minute);
    if (next && (next.from !== range?.from || next.to !== range.to)) onRange(next);
  };
  const begin = (share: number, minute: number): typeof gesture.current => {
    if (range === null) return { kind: 'new', anchor: minute };
    const [from, to] = [Math.abs(share - shareOf(range.from)), Math.abs(share - shareOf(range.to))];
    if (Math.min(from, to) < NEAR) return { kind: from < to ? 'from' : 'to', anchor: minute };
    const inside = minute > range.from && minute < range.to;
    return inside ? { kind: 'whole', anchor: minute - range.from } : { kind: 'new', anchor: minute };
  };

  const ticks = Array.from({ length: Math.floor(span / TICK_MINUTES) + 1 }, (_, n) => day.from + n * TICK_MINUTES);
  const chosen = range ? `${clock(range.from)}–${clock(range.to)}` : t('room.noneChosen');
  return (
    <Box className="lk-stack lk-stack--tight">
      <DragArea className="lk-daybar" label={t('room.dayBar', { range: chosen })} onDrag={drag}>
        {grid.free.map((free) => (
          <Box key={free.from} className="lk-daybar__free" style={place(free)} />
        ))}
        <Box className="lk-daybar__midnight" style={{ left: `${shareOf(day.to) * 100}%` }} />
        {range ? (
          <Box className="lk-daybar__chosen" style={place(range)}>
            <Part className="lk-daybar__grip" hidden />
            <Part className="lk-daybar__grip" hidden />
          </Box>
        ) : null}
      </DragArea>
      <Box className="lk-daybar__ticks lk-tiny lk-soft lk-num" hidden>
        {ticks.map((minute) => (
          <Box key={minute} className="lk-daybar__tick" style={{ left: `${shareOf(minute) * 100}%` }}>
            {clock(minute)}
          </Box>
        ))}
      </Box>
      {range ? (
        <Box className="lk-daybar__ends">
          <End
            id="range-from"
            word={t('room.from')}
            value={clock(range.from)}
            onStep={(n) => onRange(withEnd(grid, range, 'from', range.from + n * grid.granularity))}
          />
          <End
            id="range-to"
            word={t('room.to')}
            value={clock(range.to)}
            onStep={(n) => onRange(withEnd(grid, range, 'to', range.to + n * grid.granularity))}
          />
        </Box>
      ) : null}
    </Box>
  );
}

interface EndProps {
  id: string;
  word: string;
  value: string;
  onStep: (steps: 1 | -1) => void;
}

function End({ id, word, value, onStep }: EndProps) {
  const t = useT();
  return (
    <Box className="lk-daybar__end" role="group" label={word}>
      <Box className="lk-tiny lk-soft">{word}</Box>
      <Box className="lk-stepper">
        <Tap id={`${id}-less`} className="lk-stepper__btn" label={t('room.earlier')} onTap={() => onStep(-1)}>
          <Part className="lk-stepper__face">
            <Icon name="minus" size={18} />
          </Part>
        </Tap>
        <Box id={id} className="lk-daybar__clock lk-num" live="polite">
          {value}
        </Box>
        <Tap id={`${id}-more`} className="lk-stepper__btn" label={t('room.later')} onTap={() => onStep(1)}>
          <Part className="lk-stepper__face">
            <Icon name="plus" size={18} />
          </Part>
        </Tap>
      </Box>
    </Box>
  );
}
