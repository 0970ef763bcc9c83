import { setTimeout as delay } from 'node:timers/promises';

/** Waits, but no longer than until the lab closes. */
export async function pause(ms: number, closing: AbortSignal): Promise<void> {
  if (ms <= 0 || closing.aborted) return;
  await delay(ms, undefined, { signal: closing, ref: false }).catch(() => undefined);
}
