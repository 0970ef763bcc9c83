import type { AlertKind } from '@latchkey/contract';
import { z } from 'zod';

/** Alerts are listed open ones first: 0 open, 1 closed; then by time and id. */
export const alertCursor = z.tuple([z.int().min(0).max(1), z.iso.datetime({ offset: true }), z.uuid()]);

/** How an alert about an opening that failed is called, or null when nobody needs to know. */
export function alertOfFailedOpening(opening: { purpose: string; state: string }): 'payment' | 'fault' | null {
  const failed = opening.state === 'rejected' || opening.state === 'timed_out' || opening.state === 'expired';
  if (!failed) return null;
  if (opening.purpose === 'exit_paid') return 'payment';
  return opening.purpose === 'entry' || opening.purpose === 're_entry' ? null : 'fault';
}

/** Who is called when an alert stays unanswered: the store's own agents again, then everybody who may act there. */
export type EscalatedTo = 'agents' | 'everybody';
const SECOND = 1000;
/** Times to the first and from the first to the second step, in milliseconds. */
const PATIENCE: Readonly<Record<AlertKind, readonly [number, number] | null>> = {
  emergency: [20 * SECOND, 30 * SECOND],
  forced_door: [20 * SECOND, 30 * SECOND],
  help: [45 * SECOND, 60 * SECOND],
  exit_request: [45 * SECOND, 60 * SECOND],
  payment: [180 * SECOND, 300 * SECOND],
  case: [300 * SECOND, 900 * SECOND],
  overstay: [300 * SECOND, 900 * SECOND],
  fault: [300 * SECOND, 900 * SECOND],
  entry: null,
};
const MARKED_ENTRY: readonly [number, number] = [60 * SECOND, 120 * SECOND];

/**
 * DSK-2: what follows when nobody takes an alert that has been passed on `level` times; null when nothing does. An entry
 * wants only a look, unless the member is marked or frozen.
 */
export function escalationOf(
  alert: { kind: AlertKind; detail: string | null },
  level: number,
): { afterMs: number; to: EscalatedTo } | null {
  const marked = /^(abnormal|frozen)_/.test(alert.detail ?? '');
  const patience = alert.kind === 'entry' && marked ? MARKED_ENTRY : PATIENCE[alert.kind];
  const afterMs = patience?.[level];
  return afterMs === undefined ? null : { afterMs, to: level === 0 ? 'agents' : 'everybody' };
}

interface PowerFacts {
  online: boolean;
  desired: Record<string, unknown>;
  reported: Record<string, unknown>;
}

/** How long the devices of a room have to report what they were asked to be. */
const POWER_ANSWER_MS = 12_000;

/** What the devices of a room say of an act on its power, some milliseconds after it. */
export function powerVerdict(
  devices: readonly PowerFacts[],
  sinceMs: number,
): 'wait' | { state: 'acknowledged' | 'failed'; code: string | null } {
  const agrees = ({ desired, reported }: PowerFacts) =>
    Object.entries(desired).every(([name, value]) => reported[name] === value);
  if (devices.length > 0 && devices.every((device) => device.online && agrees(device)))
    return { state: 'acknowledged', code: null };
  if (sinceMs < POWER_ANSWER_MS) return 'wait';
  const silent = devices.length === 0 || devices.some((device) => !device.online);
  return { state: 'failed', code: silent ? 'device_offline' : 'timed_out' };
}
