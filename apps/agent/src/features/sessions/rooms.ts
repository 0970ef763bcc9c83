import type { Answer } from '@latchkey/client';
import { call } from '@latchkey/ui';

export type RoomBoard = Answer<'GET /staff/desk/rooms'>;
export type RoomOnBoard = RoomBoard['rooms'][number];
export type SessionDetail = Answer<'GET /staff/desk/sessions/:id'>;

export const ROOMS_KEY = ['rooms'] as const;
export const readRooms = (): Promise<RoomBoard> => call('GET /staff/desk/rooms');

const ORDER: readonly RoomOnBoard['now'][] = ['grace', 'overtime', 'in_use', 'coming', 'free'];
const MINUTE = 60_000;

/** What wants eyes first; within a state, what ends or begins soonest. */
export function roomOrder(rooms: readonly RoomOnBoard[]): RoomOnBoard[] {
  const when = ({ now, booking }: RoomOnBoard) =>
    booking ? Date.parse(now === 'coming' ? booking.from : booking.to) : 0;
  return [...rooms].sort(
    (a, b) =>
      ORDER.indexOf(a.now) - ORDER.indexOf(b.now) || when(a) - when(b) || a.room.name.localeCompare(b.room.name),
  );
}

/** The state of a room at this moment: the server's word, moved on by the clock until it is read again. */
export function nowOf({ now, booking }: RoomOnBoard, at: number): RoomOnBoard['now'] {
  if (now !== 'in_use' || !booking || booking.kind === 'open') return now;
  return at >= Date.parse(booking.to) ? 'grace' : 'in_use';
}

/** Whole minutes until an instant, or since it where it is past. */
export const minutesTo = (instant: string, at: number): number => Math.ceil((Date.parse(instant) - at) / MINUTE);
