import { z } from 'zod';

/** A UUID (version 7 when the server made it). */
export const id = z.uuid();
/** Integer fen, not negative. */
export const fen = z.int().min(0).max(9_000_000_000_000);
/** Integer fen, may be negative. */
export const signedFen = z.int().min(-9_000_000_000_000).max(9_000_000_000_000);
/** Basis points: 10000 is the whole. */
export const basisPoints = z.int().min(0).max(10_000);
/** A price that people set, or nothing: at most a million yuan, so that no cart outgrows `fen`. */
export const priceOrNone = z.int().min(0).max(100_000_000);
export const price = priceOrNone.min(1);
/** The version of something that was read, to be given back with a change. */
export const version = z.int().min(0).max(2_147_483_647);
/** An instant, ISO 8601 with an offset, of a year and an offset that exist in every calendar that we calculate with. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => /^[12]\d{3}-.*(Z|[+-](0\d|1[0-4]):\d\d)$/.test(text), 'out of range');
/** A calendar date in the store's zone. */
export const calendarDate = z.iso.date();
/** A local time `HH:MM`; `24:00` closes a day. */
export const localTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
/** A mainland mobile number without country code. */
export const phone = z.string().regex(/^1[3-9]\d{9}$/);
/** Any telephone number as people write it; stars where it came masked. */
export const telephone = z.string().regex(/^[0-9+*#() -]{3,20}$/);
/** The code of an SMS message. */
export const smsCode = z.string().regex(/^\d{6}$/);
/** A person-readable name or label. Control characters are refused. */
export const label = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}]+$/u);
/** A longer text: a reason or note. */
export const note = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[^\p{Cc}\n]*$/u);
/** EAN-13/8, UPC or an in-store code. */
export const barcode = z.string().regex(/^[0-9A-Za-z-]{4,32}$/);
export const zone = z.string().min(3).max(64);
export const locale = z.enum(['zh-CN', 'en', 'zh-TW']);
export type Locale = z.infer<typeof locale>;
export const coordinates = z.object({
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
});

export const idParams = z.object({ id });

/** What every list takes: a cursor from the page before, and a size. */
export const pageQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** What every list returns: the items and the cursor of the next page, null at the end. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item).max(100), nextCursor: z.string().nullable() });
}

/** The answer of an act that has nothing to tell beyond its success. */
export const done = z.object({ ok: z.literal(true) });
