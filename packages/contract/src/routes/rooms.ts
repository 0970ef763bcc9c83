import { z } from 'zod';
import { roomKind, roomState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import {
  calendarDate,
  coordinates,
  id,
  idParams,
  instant,
  label,
  note,
  pageOf,
  pageQuery,
  version,
  zone,
} from '../schemas.ts';
import { bookingPolicy } from './booking-policy.ts';
import { publicStore, rating, ratingQuery } from './organisation.ts';

/** Minutes since the start of a window, from inclusive to exclusive. They are elapsed minutes: clock changes do not bend them. */
export const minuteSpan = z.tuple([z.int(), z.int()]);
export type MinuteSpan = z.infer<typeof minuteSpan>;

/** Many of them at once: a venue of 200 rooms has ten thousand, which are not looked at one by one on their way out. */
const freeSpans = z
  .custom<MinuteSpan[]>((value) => Array.isArray(value))
  .meta({ type: 'array', items: { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 2 } });

const roomFields = {
  name: label,
  kind: roomKind,
  style: label.nullable(),
  capacity: z.int().min(1).max(200),
  description: z.string().trim().max(1000).nullable(),
  facilities: z.array(label).max(20),
  sort: z.int().min(0).max(10_000),
  /** Minutes after each use for cleaning: nobody else may have the room in them. */
  bufferMinutes: z.int().min(0).max(240),
};
export const roomInput = z.object({
  ...roomFields,
  /** Addresses of uploaded pictures, the first one leads; left out, they stay as they are. */
  gallery: z.array(z.string().max(200)).max(12).optional(),
  state: z.enum(['open', 'closed']),
});
export const staffRoom = z.object({
  id,
  store: z.object({ id, name: z.string(), zone }),
  ...roomFields,
  gallery: z.array(z.string()),
  state: roomState,
  version: z.int(),
  createdAt: instant,
});

export { type BookingPolicy, bookingPolicy } from './booking-policy.ts';

/** A room as customers see it in lists. */
export const publicRoom = z.object({
  id,
  storeId: id,
  storeName: z.string(),
  address: z.string(),
  city: z.string(),
  position: coordinates,
  zone,
  /** Minutes that the store's clock is ahead of UTC now. */
  utcOffset: z.int(),
  /** Metres from the position that the caller gave. */
  distance: z.int().nullable(),
  name: z.string(),
  kind: roomKind,
  style: z.string().nullable(),
  capacity: z.int(),
  facilities: z.array(z.string()),
  gallery: z.array(z.string()),
  /** Whether it is free at `ctx.now`, and when the next free time begins (within 14 days). */
  freeNow: z.boolean(),
  nextFreeAt: instant.nullable(),
  rating,
});

/** One local day of a window, in minutes since its start; a day of a clock change has 23 or 25 hours. */
const windowDay = z.object({
  date: calendarDate,
  utcOffset: z.int(),
  from: z.int(),
  to: z.int(),
  open: z.array(minuteSpan).max(12),
});
/** BKG-1: when rooms are free. A booking must lie within one free span; buffers are taken off already. */
export const availability = z.object({
  storeId: id,
  zone,
  /** What all minutes count from: midnight of the first day. */
  startsAt: instant,
  /** When it was read. It is advice: the hold decides. */
  at: instant,
  granularity: z.int(),
  minimum: z.int(),
  maximum: z.int(),
  days: z.array(windowDay).max(31),
  rooms: z.array(z.object({ roomId: id, bufferMinutes: z.int(), free: freeSpans })).max(500),
});

const windowQuery = z.object({
  /** The first local day; today otherwise. */
  date: calendarDate.optional(),
  days: z.coerce.number().int().min(1).max(31).default(14),
});

export const roomDevice = z.object({
  deviceId: id,
  code: z.string(),
  kind: z.string(),
  name: z.string(),
  label: z.string(),
  protected: z.boolean(),
  online: z.boolean(),
  /** What it reported last; null while it has said nothing about it. */
  on: z.boolean().nullable(),
  watts: z.number().nullable(),
});

/** ORG-10: what the organisation keeps of rooms. */
export const roomRoutes = defineRoutes({
  'GET /staff/rooms': {
    summary: 'Rooms in scope, by store and their order there; retired ones only when asked for.',
    audience: 'staff',
    permission: 'rooms',
    query: pageQuery.extend({
      storeId: id.optional(),
      state: roomState.optional(),
      kind: roomKind.optional(),
      search: z.string().max(60).optional(),
    }),
    response: pageOf(staffRoom),
  },
  'POST /staff/rooms': {
    summary: 'Add a room to a store.',
    audience: 'staff',
    permission: 'rooms:edit',
    body: roomInput.extend({ storeId: id }),
    response: staffRoom,
  },
  'GET /staff/rooms/:id': {
    summary: 'One room.',
    audience: 'staff',
    permission: 'rooms',
    params: idParams,
    response: staffRoom,
  },
  'PUT /staff/rooms/:id': {
    summary: 'Change a room; `version` must be the one read.',
    audience: 'staff',
    permission: 'rooms:edit',
    params: idParams,
    body: roomInput.extend({ version }),
    response: staffRoom,
  },
});

export const roomsRoutes = defineRoutes({
  'GET /rooms': {
    summary: 'BKG-1, ORG-12: rooms that customers may book, by filters; nearest first when a position is given.',
    audience: 'optional',
    query: pageQuery.extend({
      storeId: id.optional(),
      longitude: z.coerce.number().min(-180).max(180).optional(),
      latitude: z.coerce.number().min(-90).max(90).optional(),
      kind: roomKind.optional(),
      style: z.string().max(60).optional(),
      people: z.coerce.number().int().min(1).max(200).optional(),
      search: z.string().max(60).optional(),
      /** Both or none: only rooms that are free for the whole of it. */
      freeFrom: instant.optional(),
      freeTo: instant.optional(),
      ...ratingQuery,
    }),
    response: pageOf(publicRoom),
  },
  'GET /rooms/:id': {
    summary: 'One room, with its store and the free time of the next 14 days.',
    audience: 'optional',
    params: idParams,
    response: z.object({
      room: publicRoom.extend({ description: z.string().nullable() }),
      store: publicStore.pick({ id: true, name: true, address: true, phone: true, zone: true }),
      availability,
      /** BKG-10: days that the caller may not book yet, with the levels that may. */
      onlyFor: z.array(z.object({ date: calendarDate, levels: z.array(z.string()).max(10) })).max(40),
      policy: bookingPolicy,
    }),
  },
  'GET /stores/:id/availability': {
    summary: 'Free time of all rooms of a store.',
    audience: 'optional',
    ratePerMinute: 600,
    params: idParams,
    query: windowQuery,
    response: availability,
  },

  'POST /staff/rooms/:id/retire': {
    summary: 'Take a room out of use for good; refused with room_has_bookings while any is to come.',
    audience: 'staff',
    permission: 'rooms:edit',
    params: idParams,
    body: z.object({ reason: note }),
    response: staffRoom,
  },
  'GET /staff/rooms/:id/devices': {
    summary: 'Devices that serve a room, and what they do there.',
    audience: 'staff',
    permission: 'rooms',
    params: idParams,
    response: z.object({ items: z.array(roomDevice).max(50) }),
  },
  'PUT /staff/rooms/:id/devices': {
    summary:
      'Say which devices of the store serve the room; `protected` circuits are never switched off by the end of a session.',
    audience: 'staff',
    permission: 'rooms:edit',
    params: idParams,
    body: z.object({
      devices: z.array(z.object({ deviceId: id, label, protected: z.boolean() })).max(50),
    }),
    response: z.object({ items: z.array(roomDevice).max(50) }),
  },
  'GET /staff/stores/:id/booking-policy': {
    summary: 'What a store asks of bookings.',
    audience: 'staff',
    permission: 'rooms',
    params: idParams,
    response: bookingPolicy,
  },
  'PUT /staff/stores/:id/booking-policy': {
    summary: 'Change what a store asks of bookings; booked ones keep the terms that they were booked by.',
    audience: 'staff',
    permission: 'rooms:edit',
    params: idParams,
    body: bookingPolicy,
    response: bookingPolicy,
  },
});
