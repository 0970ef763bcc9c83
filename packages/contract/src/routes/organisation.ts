import { z } from 'zod';
import { doorAvailability, storeKind, storeState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import {
  basisPoints,
  calendarDate,
  coordinates,
  done,
  fen,
  id,
  idParams,
  instant,
  label,
  localTime,
  note,
  pageOf,
  pageQuery,
  telephone,
  version,
  zone,
} from '../schemas.ts';

/** A span of local time on one day; `to` before or at `from` crosses midnight. */
export const span = z.object({ from: localTime, to: localTime });
/** Spans for Monday (index 0) to Sunday (6), with exceptions for dates; an empty list is a closed day. */
export const weekPlan = z.object({
  weekdays: z.array(z.array(span).max(6)).length(7),
  exceptions: z
    .array(z.object({ date: calendarDate, spans: z.array(span).max(6), reason: z.string().max(60).optional() }))
    .max(200),
});
export type WeekPlan = z.infer<typeof weekPlan>;

export const entity = z.object({
  id,
  name: z.string(),
  contactName: z.string().nullable(),
  contactPhone: z.string().nullable(),
  licenceNumber: z.string().nullable(),
  /** Masked account number. */
  payoutAccount: z.string().nullable(),
  serviceFee: basisPoints,
  channelFeeBearer: z.enum(['platform', 'entity']),
  storeCount: z.int(),
  createdAt: instant,
});
const entityInput = z.object({
  name: label,
  contactName: label.nullable(),
  contactPhone: telephone.nullable(),
  licenceNumber: z
    .string()
    .regex(/^[0-9A-Z]{18}$/)
    .nullable(),
  payoutAccount: z
    .object({ holder: label, bank: label, number: z.string().regex(/^\d{8,30}$/) })
    .nullable()
    .optional(),
  serviceFee: basisPoints,
  channelFeeBearer: z.enum(['platform', 'entity']),
});
export const region = z.object({ id, parentId: id.nullable(), name: z.string(), storeCount: z.int() });

/** ORG-12, ORG-13: how reviews judge a store or room; null before the first one. The average has one decimal. */
export const rating = z.object({ average: z.number().min(1).max(5), count: z.int().min(1) }).nullable();
/** How a list of places may be ordered, and the least average in it. */
export const ratingQuery = {
  sort: z.enum(['distance', 'rating']).optional(),
  minimumRating: z.coerce.number().min(1).max(5).optional(),
};

/** A store as customers see it. */
export const publicStore = z.object({
  id,
  name: z.string(),
  kind: storeKind,
  address: z.string(),
  city: z.string(),
  position: coordinates,
  zone,
  /** Minutes that the store's clock is ahead of UTC now, for devices without zone tables. */
  utcOffset: z.int(),
  /** Metres from the position that the caller gave. */
  distance: z.int().nullable(),
  availability: doorAvailability,
  /** Today's opening spans in the store's zone, ready for a screen: `08:00–22:00`. */
  hoursToday: z.string(),
  attendedToday: z.string(),
  facilities: z.array(z.string()),
  gallery: z.array(z.string()),
  phone: z.string().nullable(),
  occupancy: z.int(),
  capacity: z.int().nullable(),
  rating,
});

export const staffStore = z.object({
  id,
  number: z.string(),
  name: z.string(),
  kind: storeKind,
  state: storeState,
  /** What a customer would find at the door now. */
  availability: doorAvailability,
  entity: z.object({ id, name: z.string() }),
  region: z.object({ id, name: z.string() }).nullable(),
  city: z.string(),
  address: z.string(),
  position: coordinates,
  zone,
  phone: z.string().nullable(),
  serviceFee: basisPoints.nullable(),
  facilities: z.array(z.string()),
  gallery: z.array(z.string()),
  hours: weekPlan,
  attended: weekPlan.nullable(),
  lockdown: z.object({ reason: z.string(), since: instant, by: z.string() }).nullable(),
  capacity: z.int().nullable(),
  exitPolicy: z.enum(['agent', 'auto']),
  ageRestricted: z.boolean(),
  proximityMetres: z.int().nullable(),
  deviceCount: z.int(),
  devicesOnline: z.int(),
  agents: z.array(z.object({ id, name: z.string() })),
  insideNow: z.int(),
  salesToday: fen,
  ordersToday: z.int(),
  version: z.int(),
  createdAt: instant,
});
export const storeInput = z.object({
  name: label,
  kind: storeKind,
  entityId: id,
  regionId: id.nullable(),
  city: label,
  address: z.string().trim().min(1).max(200),
  position: coordinates,
  zone,
  phone: telephone.nullable(),
  serviceFee: basisPoints.nullable(),
  facilities: z.array(label).max(20),
  /** Addresses of uploaded pictures, the first one leads; left out, the gallery stays as it is. */
  gallery: z.array(z.string().max(200)).max(12).optional(),
  hours: weekPlan,
  attended: weekPlan.nullable(),
  capacity: z.int().min(1).max(1000).nullable(),
  exitPolicy: z.enum(['agent', 'auto']),
  ageRestricted: z.boolean(),
  proximityMetres: z.int().min(20).max(5000).nullable(),
});

export const organisationRoutes = defineRoutes({
  'GET /stores': {
    summary: 'Stores that customers may see, nearest first when a position is given.',
    audience: 'optional',
    query: pageQuery.extend({
      longitude: z.coerce.number().min(-180).max(180).optional(),
      latitude: z.coerce.number().min(-90).max(90).optional(),
      kind: storeKind.optional(),
      search: z.string().max(60).optional(),
      openNow: z.stringbool().optional(),
      ...ratingQuery,
    }),
    response: pageOf(publicStore),
  },
  'GET /stores/:id': { summary: 'One store.', audience: 'optional', params: idParams, response: publicStore },
  'GET /doors/:token': {
    summary: 'The store behind a door code.',
    audience: 'optional',
    ratePerMinute: 60,
    params: z.object({ token: z.string().min(8).max(64) }),
    response: z.object({ store: publicStore }),
  },

  'GET /staff/entities': {
    summary: 'Entities in scope.',
    audience: 'staff',
    permission: 'entities',
    query: pageQuery.extend({ search: z.string().max(60).optional() }),
    response: pageOf(entity),
  },
  'POST /staff/entities': {
    summary: 'Create an entity.',
    audience: 'staff',
    permission: 'entities:edit',
    body: entityInput,
    response: entity,
  },
  'GET /staff/entities/:id': {
    summary: 'One entity.',
    audience: 'staff',
    permission: 'entities',
    params: idParams,
    response: entity,
  },
  'PUT /staff/entities/:id': {
    summary: 'Change an entity.',
    audience: 'staff',
    permission: 'entities:edit',
    params: idParams,
    body: entityInput,
    response: entity,
  },
  'GET /staff/regions': {
    summary: 'The region tree.',
    audience: 'staff',
    permission: 'regions',
    response: z.object({ items: z.array(region).max(2000) }),
  },
  'POST /staff/regions': {
    summary: 'Add a region.',
    audience: 'staff',
    permission: 'regions:edit',
    body: z.object({ name: label, parentId: id.nullable() }),
    response: region,
  },
  'PUT /staff/regions/:id': {
    summary: 'Rename or move a region; a circle is refused.',
    audience: 'staff',
    permission: 'regions:edit',
    params: idParams,
    body: z.object({ name: label, parentId: id.nullable() }),
    response: region,
  },
  'GET /staff/stores': {
    summary: 'Stores in scope.',
    audience: 'staff',
    permission: 'stores',
    query: pageQuery.extend({
      search: z.string().max(60).optional(),
      entityId: id.optional(),
      regionId: id.optional(),
      state: storeState.optional(),
      kind: storeKind.optional(),
    }),
    response: pageOf(staffStore),
  },
  'POST /staff/stores': {
    summary: 'Create a store.',
    audience: 'staff',
    permission: 'stores:edit',
    body: storeInput,
    response: staffStore,
  },
  'GET /staff/stores/:id': {
    summary: 'One store.',
    audience: 'staff',
    permission: 'stores',
    params: idParams,
    response: staffStore,
  },
  'PUT /staff/stores/:id': {
    summary: 'Change a store; `version` must be the one read.',
    audience: 'staff',
    permission: 'stores:edit',
    params: idParams,
    body: storeInput.extend({ version }),
    response: staffStore,
  },
  'POST /staff/stores/:id/state': {
    summary: 'Set a store open, closed, abnormal or suspended.',
    audience: 'staff',
    permission: 'stores:edit',
    params: idParams,
    body: z.object({ state: storeState, reason: note }),
    response: staffStore,
  },
  'POST /staff/stores/:id/lockdown': {
    summary: 'Lock the store down: customers are refused by server and door.',
    audience: 'staff',
    permission: 'stores:lockdown',
    params: idParams,
    body: z.object({ reason: note }),
    response: staffStore,
  },
  'DELETE /staff/stores/:id/lockdown': {
    summary: 'Lift the lockdown.',
    audience: 'staff',
    permission: 'stores:lockdown',
    params: idParams,
    body: z.object({ reason: note }),
    response: staffStore,
  },
  'GET /staff/stores/:id/door-code': {
    summary: 'The door code to print: the address in the QR code.',
    audience: 'staff',
    permission: 'stores',
    params: idParams,
    response: z.object({ token: z.string(), url: z.string(), issuedAt: instant }),
  },
  'POST /staff/stores/:id/door-code': {
    summary: 'Issue a new door code; the old one ends at once.',
    audience: 'staff',
    permission: 'stores:edit',
    params: idParams,
    response: z.object({ token: z.string(), url: z.string(), issuedAt: instant }),
  },
  'GET /staff/me/stores': {
    summary:
      'Names, kinds and clocks of the stores in the person\u2019s scope, for whoever works there; 1,000 at most.',
    audience: 'staff',
    permission: null,
    response: z.object({ items: z.array(z.object({ id, name: z.string(), kind: storeKind, zone })).max(1000) }),
  },
  'GET /staff/geocoding': {
    summary: 'Where an address may lie, the likeliest place first; needs a key for the map service.',
    audience: 'staff',
    permission: 'stores:edit',
    ratePerMinute: 30,
    query: z.object({ address: z.string().trim().min(1).max(200), city: label.optional() }),
    response: z.object({
      candidates: z
        .array(
          z.object({
            address: z.string(),
            /** How exact the place is, in the map service's words. */
            level: z.string(),
            position: coordinates,
          }),
        )
        .max(10),
    }),
  },
  'PUT /staff/stores/:id/agents': {
    summary: 'Bind agents to the store.',
    audience: 'staff',
    permission: 'stores:edit',
    params: idParams,
    body: z.object({ agentIds: z.array(id).max(50) }),
    response: done,
  },
});
