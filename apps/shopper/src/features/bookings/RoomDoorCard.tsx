import { useEffect } from 'react';
import { api } from '../../api';
import { dateTime } from '../../format/time';
import { isMessageKey, useT } from '../../i18n';
import { Card } from '../../kit/Card';
import { DoorButton, type DoorFace } from '../../kit/DoorButton';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { QrCode } from '../../parts/cashier/QrCode';
import { type OpeningPhase, useOpeningOf } from '../../parts/use-opening';
import { useNow } from '../../state/clock';
import type { Booking, RoomOpening } from './booking';

/** BKG-5, BKG-11: the one tap that opens, inside the entry right, and the code for a keypad or a scanner. */
export function RoomDoorCard({ booking, onMoved }: { booking: Booking; onMoved: () => void }) {
  const t = useT();
  const { phase, ask, reset } = useRoomDoor(booking.id, onMoved);
  const now = useNow(5_000);
  const { entry, code } = booking;
  if (!entry) return <Note tone="danger">{t('booking.revoked')}</Note>;
  const early = booking.state === 'confirmed' && now < Date.parse(entry.from);
  const face = faceOf(phase, early);
  return (
    <>
      <Box className="lk-hero">
        <DoorButton
          id="open-room"
          face={face}
          word={t(wordOf(face))}
          sub={
            early
              ? t('booking.opensAt', { at: dateTime(entry.from, booking.store.utcOffset).slice(5) })
              : booking.room.name
          }
          onTap={() => {
            reset();
            void ask((idempotencyKey) =>
              api('POST /bookings/:id/openings', { params: { id: booking.id }, idempotencyKey }),
            );
          }}
        />
        {phase.kind === 'refused' ? (
          <Note tone="danger" icon="alert" alert>
            {phase.error.message}
          </Note>
        ) : null}
        {phase.kind === 'failed' ? (
          <Note tone="danger" icon="alert" alert>
            {t(failureOf(phase.opening.state))}
          </Note>
        ) : null}
      </Box>
      {code ? (
        <Card label={t('booking.code')}>
          <Box className="lk-center lk-stack">
            <Box className="lk-small lk-soft">{t('booking.codeText')}</Box>
            <Box className="lk-bigcode lk-num" id="booking-code">
              {code}
            </Box>
            <QrCode text={code} label={t('booking.code')} />
          </Box>
        </Card>
      ) : null}
    </>
  );
}

/** How long an open door is shown before the button may be pressed again. */
const OPENED_MS = 30_000;

/** One try at a room's doors; the booking is read again when they really opened. */
function useRoomDoor(bookingId: string, onMoved: () => void) {
  const read = (openingId: string) =>
    api('GET /bookings/:id/openings/:openingId', { params: { id: bookingId, openingId } });
  const { phase, ask, reset } = useOpeningOf<RoomOpening>(read, 'booking.changed');
  const ended = phase.kind === 'opened' || phase.kind === 'failed' ? phase.opening.id : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each opening that came to its end
  useEffect(() => {
    if (ended !== null) onMoved();
  }, [ended]);
  const opened = phase.kind === 'opened' ? phase.opening.id : null;
  useEffect(() => {
    if (opened === null) return;
    const timer = setTimeout(reset, OPENED_MS);
    return () => clearTimeout(timer);
  }, [opened, reset]);
  return { phase, ask, reset };
}

function faceOf(phase: OpeningPhase<RoomOpening>, early: boolean): DoorFace {
  if (phase.kind === 'idle') return early ? 'shut' : 'idle';
  if (phase.kind === 'following') return 'sent';
  return phase.kind === 'failed' ? 'refused' : phase.kind;
}

function wordOf(face: DoorFace) {
  if (face === 'asking' || face === 'sent') return 'door.wait' as const;
  if (face === 'opened') return 'door.opened' as const;
  if (face === 'refused') return 'door.again' as const;
  return 'door.open' as const;
}

function failureOf(state: string) {
  const key = `opening.${state}`;
  return isMessageKey(key) ? key : ('opening.failed' as const);
}
