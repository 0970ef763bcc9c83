import { createHmac, timingSafeEqual } from 'node:crypto';

/** A code belongs to one minute; see `OFFLINE_WINDOW`. */
export const OFFLINE_STEP_MS = 60_000;
/** Steps before and after its own in which a door takes a code: two clocks may differ by a minute, and typing takes time. */
export const OFFLINE_WINDOW = 2;
/** Codes that a store can give out in one minute. */
export const OFFLINE_SLOTS = 1_000;
/** Random bytes of a store's key. */
export const OFFLINE_KEY_BYTES = 32;

/** Which code it is: the minute it was given out in, and its number in that minute. */
export interface OfflineTicket {
  step: number;
  slot: number;
}

export const offlineStep = (atMs: number): number => Math.floor(atMs / OFFLINE_STEP_MS);

/**
 * VIS-11: the nine digits of a ticket: three for the slot, six that only the store's key can make (HMAC-SHA-256 over step and
 * slot, cut as RFC 4226 does). `key` is base64url.
 */
export function offlineCode(key: string, { step, slot }: OfflineTicket): string {
  const mac = createHmac('sha256', Buffer.from(key, 'base64url')).update(`offline-entry:${step}:${slot}`).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return `${String(slot).padStart(3, '0')}${String(number % 1_000_000).padStart(6, '0')}`;
}

/** The ticket of a typed code around a moment, or null when the key made no such code. Spaces do not matter. */
export function readOfflineCode(key: string, typed: string, atMs: number): OfflineTicket | null {
  const code = typed.replaceAll(/[\s-]/g, '');
  if (!/^\d{9}$/.test(code)) return null;
  const slot = Number(code.slice(0, 3));
  const now = offlineStep(atMs);
  let found: OfflineTicket | null = null;
  for (let step = now - OFFLINE_WINDOW; step <= now + OFFLINE_WINDOW; step += 1) {
    const expected = offlineCode(key, { step, slot });
    if (timingSafeEqual(Buffer.from(expected), Buffer.from(code))) found = { step, slot };
  }
  return found;
}
