import type { Answer } from '@latchkey/client';
import type { AlertKind } from '@latchkey/contract';

export type DeskAlert = Answer<'GET /staff/alerts'>['items'][number];

/** What is worked first: danger to people, then who asks, then goods and money, then things. */
const ORDER: readonly AlertKind[] = [
  'emergency',
  'forced_door',
  'help',
  'exit_request',
  'payment',
  'case',
  'overstay',
  'fault',
  'entry',
];
/** A plain entry calls for a look for so long; after it the store is simply occupied. */
export const FRESH_ENTRY_MS = 60_000;
const MARKED = ['abnormal_member', 'frozen_member', 'frozen_refused'];
const URGENT: readonly AlertKind[] = ['emergency', 'forced_door', 'help'];

/** An alert's place in the queue, 0 first. A marked member at the door comes right after who asks for somebody. */
export function urgencyOf(alert: { kind: AlertKind; detail: string | null }): number {
  if (isMarkedEntry(alert)) return ORDER.indexOf('exit_request') + 0.5;
  return ORDER.indexOf(alert.kind);
}

export function isMarkedEntry(alert: { kind: AlertKind; detail: string | null }): boolean {
  return alert.kind === 'entry' && MARKED.includes(alert.detail ?? '');
}

/** Nobody has taken it, and it is not just an ordinary customer who came in a while ago. */
export function callsNow(alert: DeskAlert, nowMs: number): boolean {
  if (alert.takenBy || alert.closedAt) return false;
  if (alert.kind !== 'entry' || isMarkedEntry(alert)) return true;
  return nowMs - Date.parse(alert.createdAt) < FRESH_ENTRY_MS;
}

/** Somebody waits or is in danger: it rings again until it is taken. */
export function isUrgent(alert: DeskAlert): boolean {
  return URGENT.includes(alert.kind) || alert.kind === 'exit_request' || isMarkedEntry(alert);
}

/** What is rung for once: the call, and each time it was passed on because nobody took it (DSK-2). */
export function ringOf(alert: Pick<DeskAlert, 'id' | 'escalation'>): string {
  return `${alert.id}/${alert.escalation?.level ?? 0}`;
}

/** Untaken ones first, by urgency and then the oldest first: who waits longest is next. Closed ones newest first. */
export function inQueueOrder(alerts: readonly DeskAlert[]): DeskAlert[] {
  const place = (alert: DeskAlert) => (alert.closedAt ? 2 : alert.takenBy ? 1 : 0);
  return [...alerts].sort((a, b) => {
    const byPlace = place(a) - place(b);
    if (byPlace !== 0) return byPlace;
    if (a.closedAt) return b.createdAt.localeCompare(a.createdAt);
    const byUrgency = urgencyOf(a) - urgencyOf(b);
    if (byUrgency !== 0) return byUrgency;
    // Nobody waits for an answer to an entry: there the newest is what one looks at.
    const age = a.createdAt.localeCompare(b.createdAt);
    return a.kind === 'entry' ? -age : age;
  });
}

export function urgencyOfKind(kind: AlertKind): number {
  return ORDER.indexOf(kind);
}
