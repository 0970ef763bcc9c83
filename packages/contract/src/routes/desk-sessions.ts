import { z } from 'zod';
import { defineRoutes } from '../route.ts';
import { id, idParams, instant, note, zone } from '../schemas.ts';
import { roomBrief, staffBooking } from './booking-views.ts';
import { serviceRecord } from './desk.ts';
import { timelineEntry } from './visits.ts';

const roomOnBoard = z.object({
  room: roomBrief,
  store: z.object({ id, name: z.string(), zone }),
  /** `grace`: the time is over and the power goes down its ladder. */
  now: z.enum(['free', 'coming', 'in_use', 'overtime', 'grace']),
  booking: staffBooking.nullable(),
});

const act = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['open_door', 'open_room_door', 'power_on', 'power_keep', 'power_off', 'end_session']),
    note: note.nullable().default(null),
  }),
  z.object({
    kind: z.literal('speak'),
    phrase: z.enum(['welcome', 'ending', 'over', 'quiet', 'help']),
    note: note.nullable().default(null),
  }),
  z.object({ kind: z.literal('extend_session'), minutes: z.int().min(1).max(30), note }),
]);

export const deskSessionsRoutes = defineRoutes({
  'GET /staff/desk/rooms': {
    summary: 'DSK-1: the rooms in scope with who uses them or comes within the hour.',
    audience: 'staff',
    permission: 'desk',
    ratePerMinute: 300,
    response: z.object({ at: instant, rooms: z.array(roomOnBoard).max(5000) }),
  },
  'GET /staff/desk/sessions/:id': {
    summary: 'One session with its history and the devices of its room.',
    audience: 'staff',
    permission: 'desk',
    ratePerMinute: 300,
    params: idParams,
    response: z.object({
      booking: staffBooking,
      timeline: z.array(timelineEntry).max(500),
      devices: z
        .array(
          z.object({
            deviceId: id,
            kind: z.string(),
            label: z.string(),
            protected: z.boolean(),
            online: z.boolean(),
            on: z.boolean().nullable(),
          }),
        )
        .max(50),
    }),
  },
  'POST /staff/desk/sessions/:id/actions': {
    summary:
      'DSK-3: help with a session: doors, power, a word by the speaker, its end, some minutes as goodwill. The record’s outcome is the device’s own answer.',
    audience: 'staff',
    permission: 'desk:act',
    params: idParams,
    body: act,
    response: serviceRecord,
  },
});
