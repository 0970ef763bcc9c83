import { randomFillSync, randomInt } from 'node:crypto';

let lastMs = 0;
let sequence = 0;
/** Random bytes are drawn for many ids at once: the call costs more than the bytes. */
const drawn = Buffer.alloc(4_096);
let spent = drawn.length;

/** A UUID version 7 (RFC 9562): millisecond time, a 12-bit sequence that keeps one process's ids in order, random rest. */
export function newId(atMs: number = Date.now()): string {
  if (atMs > lastMs) {
    lastMs = atMs;
    sequence = randomInt(0x400);
  } else if (++sequence > 0xfff) {
    lastMs += 1;
    sequence = 0;
  }
  const ms = Math.max(atMs, lastMs);
  if (spent === drawn.length) {
    randomFillSync(drawn);
    spent = 0;
  }
  const bytes = Buffer.allocUnsafe(16);
  drawn.copy(bytes, 8, spent, spent + 8);
  spent += 8;
  bytes.writeUIntBE(ms, 0, 6);
  bytes[6] = 0x70 | (sequence >> 8);
  bytes[7] = sequence & 0xff;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const digits = '0123456789';
/** A short number that people can read out: prefix, date (UTC+8 `yymmdd`) and eight random digits. Uniqueness is the table's. */
export function shortNumber(prefix: string, now: Date): string {
  const day = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '');
  let tail = '';
  for (let i = 0; i < 8; i++) tail += digits[randomInt(10)];
  return prefix + day + tail;
}
