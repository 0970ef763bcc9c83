import { z } from 'zod';
import { cleaningState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { id, idParams, instant, note, pageOf, pageQuery, zone } from '../schemas.ts';
import { roomBrief } from './booking-views.ts';

const who = z.object({ id, name: z.string() }).nullable();

/** BKG-17: a room that has to be cleaned after a session. */
export const cleaningTask = z.object({
  id,
  state: cleaningState,
  store: z.object({ id, name: z.string(), zone }),
  room: roomBrief,
  /** Whether nobody can book the room before it is done. */
  keepsRoom: z.boolean(),
  /** When the next booking of the room begins; null where none is to come. */
  nextAt: instant.nullable(),
  /** The next booking is due and the room is not clean. */
  late: z.boolean(),
  note: z.string().nullable(),
  takenBy: who,
  takenAt: instant.nullable(),
  closedBy: who,
  closedAt: instant.nullable(),
  createdAt: instant,
});

export const cleaningRoutes = defineRoutes({
  'GET /staff/cleaning-tasks': {
    summary: 'BKG-17: rooms to clean in scope; those that are not done unless asked otherwise, newest first.',
    audience: 'staff',
    permission: 'cleaning',
    ratePerMinute: 300,
    query: pageQuery.extend({ storeId: id.optional(), state: cleaningState.optional() }),
    response: pageOf(cleaningTask),
  },
  'POST /staff/cleaning-tasks/:id/take': {
    summary: 'Say that one goes there. Taking what one has taken changes nothing; taking over from somebody is said.',
    audience: 'staff',
    permission: 'cleaning:work',
    params: idParams,
    response: cleaningTask,
  },
  'POST /staff/cleaning-tasks/:id/done': {
    summary: 'The room is clean: it can be booked from now on.',
    audience: 'staff',
    permission: 'cleaning:work',
    params: idParams,
    body: z.object({ note: note.nullable().default(null) }),
    response: cleaningTask,
  },
  'POST /staff/cleaning-tasks/:id/cannot': {
    summary: 'It cannot be cleaned: something is broken or missing. The store’s staff are told; the room stays kept.',
    audience: 'staff',
    permission: 'cleaning:work',
    params: idParams,
    body: z.object({ note }),
    response: cleaningTask,
  },
});
