import { useState } from 'react';
import { type Answer, api } from '../../api';
import { clockTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { Box, Part, Tap } from '../../kit/primitives';
import { Segments } from '../../kit/Segments';
import { Sheet } from '../../kit/Sheet';
import { Trouble } from '../../kit/Trouble';
import { useAct } from '../../state/fault';
import { open } from '../../state/nav';
import { useSession } from '../../state/session';
import { type Bounds, firstFull, stretched } from './wish';

type Answered = Answer<'GET /rooms/:id'>;

export interface JoinWaitProps {
  room: Answered['room'];
  availability: Answered['availability'];
  day: Answered['availability']['days'][number];
  people: number;
}

/** BKG-8: the way onto the waiting list, on days of which some time is taken. */
export function JoinWait(props: JoinWaitProps) {
  const t = useT();
  const { status } = useSession();
  const [asking, setAsking] = useState(false);
  const { room, availability, day } = props;
  const free = (availability.rooms.find((one) => one.roomId === room.id)?.free ?? []).map(([from, to]) => ({
    from,
    to,
  }));
  const { granularity, minimum } = availability;
  const now = (Date.parse(availability.at) - Date.parse(availability.startsAt)) / 60_000;
  const first = firstFull({ day, free, granularity, minimum, now });
  if (first === null) return null;
  return (
    <>
      <Button
        id="join-wait"
        tone="line"
        icon="clock"
        onTap={() => (status === 'customer' ? setAsking(true) : open('sign-in'))}
      >
        {t('waiting.join')}
      </Button>
      {asking ? <WaitSheet {...props} first={first} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

interface WaitSheetProps extends JoinWaitProps {
  first: { from: number; to: number };
  onClose: () => void;
}

function WaitSheet({ room, availability, day, people, first, onClose }: WaitSheetProps) {
  const t = useT();
  const [range, setRange] = useState(first);
  const [which, setWhich] = useState<'this' | 'any'>('this');
  const { busy, error, run } = useAct();
  const [opens, closes] = day.open.find(([from, to]) => from <= range.from && range.to <= to) ?? [first.from, first.to];
  const { minimum, maximum, granularity } = availability;
  const bounds: Bounds = { opens, closes, minimum, maximum };
  const instant = (minute: number) => new Date(Date.parse(availability.startsAt) + minute * 60_000).toISOString();
  const clock = (minute: number) => clockTime(instant(minute), day.utcOffset);
  const move = (end: 'from' | 'to', n: 1 | -1) => setRange(stretched(range, end, n * granularity, bounds));
  const join = () =>
    run(async () => {
      const body = {
        ...{ roomId: room.id, anyRoom: which === 'any', people },
        ...{ from: instant(range.from), to: instant(range.to) },
      };
      await api('POST /waiting-list', { body });
      onClose();
      open('waiting');
    });
  return (
    <Sheet id="wait-sheet" title={t('waiting.join')} onClose={onClose}>
      <Box className="lk-stack">
        <Box className="lk-soft">{t('waiting.text')}</Box>
        <Box className="lk-daybar__ends">
          <End id="wait-from" word={t('waiting.from')} value={clock(range.from)} onStep={(n) => move('from', n)} />
          <End id="wait-to" word={t('waiting.to')} value={clock(range.to)} onStep={(n) => move('to', n)} />
        </Box>
        <Segments
          id="wait-which"
          label={t('waiting.which')}
          value={which}
          options={[
            { value: 'this', text: room.name },
            { value: 'any', text: t('waiting.any', { kind: t(`roomKind.${room.kind}`) }) },
          ]}
          onChange={setWhich}
        />
        <Trouble error={error} />
        <Button id="wait-go" busy={busy} onTap={() => void join()}>
          {t('waiting.go', { range: `${clock(range.from)}–${clock(range.to)}` })}
        </Button>
      </Box>
    </Sheet>
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
        <Tap id={`${id}-less`} className="lk-stepper__btn" label={t('waiting.earlier')} onTap={() => onStep(-1)}>
          <Part className="lk-stepper__face">
            <Icon name="minus" size={18} />
          </Part>
        </Tap>
        <Box id={id} className="lk-daybar__clock lk-num" live="polite">
          {value}
        </Box>
        <Tap id={`${id}-more`} className="lk-stepper__btn" label={t('waiting.later')} onTap={() => onStep(1)}>
          <Part className="lk-stepper__face">
            <Icon name="plus" size={18} />
          </Part>
        </Tap>
      </Box>
    </Box>
  );
}
