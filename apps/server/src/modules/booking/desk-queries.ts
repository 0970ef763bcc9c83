import type { bookingsSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { deviceFacts } from '../devices/index.ts';
import { roomsOfStore, watchedStores } from '../organisation/index.ts';
import { type RoomNow, roomNow } from './desk-rules.ts';
import { sessionsNow } from './desk-store.ts';
import { devicesOfRoom } from './door-store.ts';
import { presentForStaff } from './present.ts';
import { staffBooking } from './staff-queries.ts';

/** A booking is coming when it begins within this time. */
const COMING_MS = 60 * 60_000;

type StaffBooking = z.input<typeof bookingsSchemas.staffBooking>;
export interface RoomOnBoard {
  room: { id: string; name: string; kind: StaffBooking['room']['kind'] };
  store: { id: string; name: string; zone: string };
  now: RoomNow;
  booking: StaffBooking | null;
}

/** DSK-1: the rooms of the stores in the caller's scope, with who uses them or comes next. */
export async function roomsOnBoard(ctx: ReadContext): Promise<RoomOnBoard[]> {
  requireStaff(ctx.actor, 'desk');
  const stores = (await watchedStores(ctx, storeFilter(ctx.actor))).filter((store) => store.state !== 'suspended');
  const [rooms, rows] = await Promise.all([
    Promise.all(stores.map(async (store) => ({ store, rooms: await roomsOfStore(ctx, store.id) }))),
    sessionsNow(
      ctx.db,
      stores.map((store) => store.id),
      new Date(ctx.now.getTime() + COMING_MS),
    ),
  ]);
  const views = new Map((await presentForStaff(ctx, rows)).map((view) => [view.id, view]));
  const ofRoom = Map.groupBy(rows, (row) => row.roomId);
  return rooms.flatMap(({ store, rooms: own }) =>
    own.map(({ id, name, kind }) => {
      const bookings = ofRoom.get(id) ?? [];
      const shown = bookings.find((row) => row.state === 'in_use') ?? bookings[0];
      return {
        room: { id, name, kind },
        store: { id: store.id, name: store.name, zone: store.zone },
        now: roomNow(shown, ctx.now),
        booking: shown ? (views.get(shown.id) ?? null) : null,
      };
    }),
  );
}

/** One session with its history and the devices of its room. Throws not_found. */
export async function sessionForDesk(ctx: ReadContext, bookingId: string) {
  requireStaff(ctx.actor, 'desk');
  const { booking, timeline } = await staffBooking(ctx, bookingId);
  requireStore(ctx.actor, booking.store.id);
  const rows = await devicesOfRoom(ctx.db, booking.room.id);
  const facts = await deviceFacts(
    ctx,
    rows.map((row) => row.deviceId),
  );
  return {
    booking,
    timeline,
    devices: rows.flatMap((row) => {
      const found = facts.get(row.deviceId);
      if (!found) return [];
      const { on } = found.reported;
      const { kind, online } = found;
      return [
        {
          deviceId: row.deviceId,
          kind,
          label: row.label,
          protected: row.protected,
          online,
          on: typeof on === 'boolean' ? on : null,
        },
      ];
    }),
  };
}
