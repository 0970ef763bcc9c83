import { z } from 'zod';
import { dayType, roomKind, roomMode } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import {
  basisPoints,
  calendarDate,
  done,
  id,
  idParams,
  instant,
  label,
  note,
  pageOf,
  pageQuery,
  priceOrNone,
  signedFen,
  zone,
} from '../schemas.ts';

/** An id within a rule set, made by whoever writes it. */
const partId = z.string().regex(/^[\w-]{1,64}$/);
const minuteOfDay = z.int().min(0).max(1440);
const minutes = z.int().min(1).max(1440);
/** Places of a rule: rooms, kinds of rooms; none of both for the whole store. */
const placeFields = {
  roomIds: z.array(id).max(200),
  roomKindIds: z.array(roomKind).max(6),
};
export const roomScope = z.object({
  ...placeFields,
  /** 0 Monday … 6 Sunday; empty for any. */
  weekdays: z.array(z.int().min(0).max(6)).max(7),
  dayTypes: z.array(dayType).max(4),
  dateFrom: calendarDate.nullable(),
  dateTo: calendarDate.nullable(),
  memberLevels: z.array(z.string().min(1).max(40)).max(20),
  /** A window that ends at or before its start runs into the next day. */
  fromMinute: minuteOfDay.max(1439),
  toMinute: minuteOfDay,
});
const units = { unitMinutes: minutes, unitPrice: priceOrNone };
const extraUnit = { extraUnitMinutes: minutes };
const packageItem = z.object({ label, quantity: z.int().min(1).max(99), productId: id.nullable() });
/** BIL-1, BIL-4. Fen and minutes. */
export const roomPrice = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('hourly'), ...units }),
  z.object({ mode: z.literal('segmented'), ...units }),
  z.object({ mode: z.literal('day_part'), price: priceOrNone }),
  z.object({ mode: z.literal('session'), minutes, price: priceOrNone, ...extraUnit, extraUnitPrice: priceOrNone }),
  z.object({
    mode: z.literal('package'),
    ...{ minutes, price: priceOrNone, ...extraUnit, extraUnitPrice: priceOrNone.nullable() },
    items: z.array(packageItem).max(20),
  }),
]);
export const roomRule = z.object({
  ...{ id: partId, label, priority: z.int().min(0).max(100) },
  ...{ scope: roomScope, price: roomPrice },
});
/** BKG-14, BIL-9. */
export const overtimeRule = z.object({
  graceMinutes: z.int().min(0).max(240),
  unitMinutes: minutes,
  /** Null: `rateBasisPoints` of what the room's time costs at the end. */
  unitPrice: priceOrNone.nullable(),
  rateBasisPoints: z.int().min(0).max(100_000),
  cap: priceOrNone.nullable(),
  serviceFee: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('fixed'), amount: priceOrNone }),
      z.object({ kind: z.literal('percentage'), basisPoints }),
    ])
    .nullable(),
  renewsByItself: z.boolean(),
});
export const roomTerms = z.object({
  id: partId,
  ...placeFields,
  minimumCharge: priceOrNone.nullable(),
  dayCap: priceOrNone.nullable(),
  extraPeople: z
    .object({ included: z.int().min(0).max(200), price: priceOrNone, unitMinutes: minutes.nullable() })
    .nullable(),
  overtime: overtimeRule.nullable(),
  payAsYouGo: z.object({ mode: z.enum(['hourly', 'segmented']), deposit: priceOrNone }).nullable(),
});
export const roomPromotion = z.object({
  id: partId,
  label,
  kind: z.enum(['time_discount', 'early_bird', 'last_minute', 'threshold']),
  scope: roomScope,
  modes: z.array(roomMode).max(5),
  leadMinutes: z.int().min(0).max(525_600),
  threshold: priceOrNone,
  off: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('amount'), amount: priceOrNone }),
    z.object({ kind: z.literal('percentage'), basisPoints }),
  ]),
});
/** What a version of a store's prices holds. */
export const tariffContent = z.object({
  rules: z.array(roomRule).max(200),
  terms: z.array(roomTerms).max(60),
  promotions: z.array(roomPromotion).max(60),
});
export type TariffContent = z.infer<typeof tariffContent>;

/** Prices as pricing takes them. */
export const ruleSet = tariffContent.extend({ id, version: z.int() });
/** Local days with their clocks: what a quote needs beside the rules. Instants in ms since 1970. */
export const calendarFacts = z.object({
  zone,
  days: z
    .array(
      z.object({
        ...{ date: calendarDate, weekday: z.int(), type: dayType, label: z.string().nullable(), start: z.int() },
        offsets: z.array(z.object({ from: z.int(), offset: z.int() })).max(4),
      }),
    )
    .max(70),
});

const findingTime = z.object({
  ...{ weekday: z.int(), dayType, date: calendarDate.nullable() },
  ...{ from: minuteOfDay, to: minuteOfDay },
});
/** What keeps a draft from being published. */
export const tariffFinding = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hole'),
    roomId: z.string(),
    roomKindId: z.string().nullable(),
    mode: roomMode,
    times: z.array(findingTime).max(40),
  }),
  z.object({ kind: z.literal('tie'), ruleIds: z.tuple([z.string(), z.string()]), time: findingTime }),
  z.object({ kind: z.literal('terms_tie'), termsIds: z.tuple([z.string(), z.string()]) }),
  z.object({ kind: z.literal('cap_below_minimum'), termsId: z.string() }),
  z.object({ kind: z.literal('same_id'), id: z.string() }),
]);
const findings = z.array(tariffFinding).max(1000);

const versionHead = z.object({
  id,
  number: z.int(),
  note: z.string().nullable(),
  effectiveFrom: instant,
  publishedAt: instant,
  publishedBy: z.string().nullable(),
  ruleCount: z.int(),
});
export const tariffVersion = versionHead.extend({ content: tariffContent });
export const tariffDraft = z.object({
  content: tariffContent,
  /** To be given back with a change. */
  revision: z.int(),
  updatedAt: instant,
  findings,
});
export const storeTariff = z.object({
  store: z.object({ id, name: z.string(), zone }),
  rooms: z.array(z.object({ id, name: z.string(), kind: roomKind })).max(500),
  current: tariffVersion.nullable(),
  /** The next version that has been published for a later time. */
  upcoming: versionHead.nullable(),
  draft: tariffDraft.nullable(),
  /** What is wrong with the current version, as rooms and opening hours are today. */
  findings,
});

/** How sure the official days of a year are: `law_only` until the State Council has announced make-up workdays. */
export const calendarYear = z.object({
  year: z.int(),
  status: z.enum(['announced', 'law_only', 'unknown']),
  source: z.string(),
});
export const specialDay = z.object({
  date: calendarDate,
  weekday: z.int(),
  type: dayType,
  label: z.string(),
  /** Who says so: the law or State Council, the platform, or the store itself. */
  source: z.enum(['official', 'platform', 'store']),
});

const revision = z.int().min(0).max(2_147_483_647);
const sums = z.object({ stays: z.int(), minutes: z.int(), revenue: signedFen });

export const tariffsRoutes = defineRoutes({
  'GET /stores/:id/tariff': {
    summary: 'A store’s prices and calendar, for quotes on the phone; the server always quotes again.',
    audience: 'optional',
    params: idParams,
    query: z.object({ days: z.coerce.number().int().min(1).max(62).default(16) }),
    response: z.object({ rules: ruleSet.nullable(), calendar: calendarFacts }),
  },
  'GET /staff/stores/:id/tariff': {
    summary: 'Prices of a store’s rooms: what holds now, what comes, the draft and what is wrong with it.',
    audience: 'staff',
    permission: 'tariffs',
    params: idParams,
    response: storeTariff,
  },
  'GET /staff/stores/:id/tariff-versions': {
    summary: 'Published versions, newest first. They never change.',
    audience: 'staff',
    permission: 'tariffs',
    params: idParams,
    query: pageQuery,
    response: pageOf(versionHead),
  },
  'GET /staff/stores/:id/tariff-versions/:number': {
    summary: 'One published version.',
    audience: 'staff',
    permission: 'tariffs',
    params: z.object({ id, number: z.coerce.number().int().min(1).max(1_000_000) }),
    response: tariffVersion,
  },
  'PUT /staff/stores/:id/tariff-draft': {
    summary: 'Write the draft; `revision` is the one read, 0 for a first draft. Answers what is wrong with it.',
    audience: 'staff',
    permission: 'tariffs:edit',
    params: idParams,
    body: z.object({ content: tariffContent, revision }),
    response: tariffDraft,
  },
  'POST /staff/stores/:id/tariff-draft/discard': {
    summary: 'Throw the draft away.',
    audience: 'staff',
    permission: 'tariffs:edit',
    params: idParams,
    body: z.object({ revision }),
    response: done,
  },
  'POST /staff/stores/:id/tariff-draft/publish': {
    summary:
      'BIL-2, BIL-6: make the draft a version that holds from now, or from later on. Refused while it has findings.',
    audience: 'staff',
    permission: 'tariffs:edit',
    params: idParams,
    body: z.object({ revision, note: note.nullable(), effectiveFrom: instant.nullable() }),
    response: tariffVersion,
  },
  'GET /staff/stores/:id/tariff-replay': {
    summary: 'BIL-5: what the last days’ bookings would have cost under the draft.',
    audience: 'staff',
    permission: 'tariffs',
    params: idParams,
    query: z.object({
      days: z.coerce.number().int().min(1).max(60).default(30),
      /** Basis points of stays lost for each 100 % of price rise. */
      sensitivity: z.coerce.number().int().min(0).max(100_000).default(0),
    }),
    response: z.object({
      ...{ before: sums, after: sums, lost: z.int() },
      /** Those whose price changes most. */
      changes: z
        .array(z.object({ id, from: instant, to: instant, roomId: id, before: signedFen, after: signedFen.nullable() }))
        .max(20),
    }),
  },
  'GET /staff/stores/:id/local-days': {
    summary: 'The store’s local days and what they are, for the painted week.',
    audience: 'staff',
    permission: 'tariffs',
    params: idParams,
    query: z.object({ from: calendarDate, days: z.coerce.number().int().min(1).max(62).default(7) }),
    response: calendarFacts,
  },
  'GET /staff/stores/:id/special-days': {
    summary: 'Holidays, make-up workdays and days of the store’s own in a year.',
    audience: 'staff',
    permission: 'tariffs',
    params: idParams,
    query: z.object({ year: z.coerce.number().int().min(2020).max(2100) }),
    response: z.object({ year: calendarYear, items: z.array(specialDay).max(366) }),
  },
  'PUT /staff/stores/:id/special-days': {
    summary: 'Say what a day is for one store; without a type it is again what the calendar says.',
    audience: 'staff',
    permission: 'tariffs:edit',
    params: idParams,
    body: z.object({ date: calendarDate, type: dayType.nullable(), label }),
    response: done,
  },
  'PUT /staff/special-days': {
    summary: 'Say what a day is for every store in China; for people who see the whole platform.',
    audience: 'staff',
    permission: 'tariffs:edit',
    body: z.object({ date: calendarDate, type: dayType.nullable(), label }),
    response: done,
  },
});
