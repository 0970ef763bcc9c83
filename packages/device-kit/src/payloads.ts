import { z } from 'zod';

/** Bytes of one payload in either direction; a broker refuses more. */
export const MAX_PAYLOAD_BYTES = 16 * 1024;
/** Default life of a command in milliseconds: after it the command is never executed. */
export const COMMAND_TTL_MS = 10_000;
/** A device whose clock differs by more than this many milliseconds is reported as faulty. */
export const CLOCK_SKEW_LIMIT_MS = 5_000;

const id = z.string().regex(/^[\w.:-]{8,64}$/, 'an id of plain characters');
const name = z
  .string()
  .regex(/^[a-z][a-z_]*(\.[a-z][a-z_]*)?$/, 'a dotted lower-case name')
  .max(48);
/** A device's clock may be wrong by years, but not by centuries: no calendar in use would hold that. */
const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => /^(19[7-9]|20|21)\d+-/.test(text) && Number.isFinite(Date.parse(text)), 'a year within reach');
/** Versions are counted up from 1 by the server, into a 32-bit column. */
const version = z.int().min(0).max(2_147_483_647);
const bag = z
  .record(z.string().max(64), z.json())
  .refine((value) => Object.keys(value).length <= 64, 'too many fields');

export const commandPayload = z.object({
  v: z.literal(1),
  id,
  name,
  args: bag,
  issuedAt: instant,
  expiresAt: instant,
});
export type CommandPayload = z.infer<typeof commandPayload>;

export const desiredPayload = z.object({ v: z.literal(1), version, desired: bag });
export type DesiredPayload = z.infer<typeof desiredPayload>;

export const receiptPayload = z.object({ v: z.literal(1), ids: z.array(id).min(1).max(100), at: instant });
export type ReceiptPayload = z.infer<typeof receiptPayload>;

export const timePayload = z.object({ v: z.literal(1), beat: z.int().min(0), at: instant });
export type TimePayload = z.infer<typeof timePayload>;

export const ackPayload = z.object({
  v: z.literal(1),
  id,
  outcome: z.enum(['done', 'rejected', 'expired']),
  code: z.string().max(48).optional(),
  message: z.string().max(300).optional(),
  at: instant,
});
export type AckPayload = z.infer<typeof ackPayload>;

export const eventPayload = z.object({
  v: z.literal(1),
  id,
  seq: z.int().min(0),
  name,
  data: bag,
  at: instant,
});
export type EventPayload = z.infer<typeof eventPayload>;

export const statePayload = z.object({ v: z.literal(1), version, reported: bag, at: instant });
export type StatePayload = z.infer<typeof statePayload>;

/** `beat` numbers a heartbeat; a server answers it with its own time. */
export const onlinePayload = z.object({
  v: z.literal(1),
  online: z.boolean(),
  at: instant,
  beat: z.int().min(0).optional(),
});
export type OnlinePayload = z.infer<typeof onlinePayload>;

export type ParseFailure = 'oversized' | 'malformed';
export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: ParseFailure };

/** Levels of nesting that a message may have; ours have three. */
const MOST_LEVELS = 8;

/** Text that a database would refuse, or nesting that would exhaust the stack of whoever walks it. */
function isSound(value: unknown, levels = MOST_LEVELS): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  return Object.entries(value).every(([key, inner]) => isSound(key, 0) && isSound(inner, levels - 1));
}

/** Parses one payload at an edge: size, JSON, soundness, schema. Never throws. */
export function parsePayload<T>(schema: z.ZodType<T>, payload: Uint8Array): Parsed<T> {
  if (payload.byteLength > MAX_PAYLOAD_BYTES) return { ok: false, reason: 'oversized' };
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return { ok: false, reason: 'malformed' };
  }
  if (!isSound(value)) return { ok: false, reason: 'malformed' };
  const parsed = schema.safeParse(value);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, reason: 'malformed' };
}
