import { dateTime } from '../../format/time';
import { isMessageKey, useT } from '../../i18n';
import { Card } from '../../kit/Card';
import { DoorButton, type DoorFace } from '../../kit/DoorButton';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { QrCode } from '../../parts/cashier/QrCode';
import { useNow } from '../../state/clock';
import type { Booking } from './booking';
import { type RoomDoor, useRoomDoor } from './use-room-door';

/** BKG-5, BKG-11: the one tap that opens, inside the entry right, and the code for a keypad or a scanner. */
export function RoomDoorCard({ booking, onMoved }: { booking: Booking; onMoved: () => void }) {
  const t = useT();
  const door = useRoomDoor(booking.id, onMoved);
  const now = useNow(5_000);
  const { entry, code } = booking;
  if (!entry) return <Note tone="danger">{t('booking.revoked')}</Note>;
  const early = booking.state === 'confirmed' && now < Date.parse(entry.from);
  const face = faceOf(door, early);
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
          onTap={() => void door.open()}
        />
        {door.error ? (
          <Note tone="danger" icon="alert" alert>
            {door.error.message}
          </Note>
        ) : null}
        {face === 'refused' && door.opening ? (
          <Note tone="danger" icon="alert" alert>
            {t(failureOf(door.opening.state))}
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

function faceOf({ opening, asking, error }: RoomDoor, early: boolean): DoorFace {
  if (asking) return 'asking';
  if (error) return 'refused';
  if (!opening) return early ? 'shut' : 'idle';
  if (opening.state === 'opened') return 'opened';
  return opening.state === 'requested' || opening.state === 'sent' || opening.state === 'acknowledged'
    ? 'sent'
    : 'refused';
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
