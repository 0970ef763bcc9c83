import { CLOCK_SKEW_LIMIT_MS, findKind } from '@latchkey/device-kit';

type Fields = Record<string, unknown>;

/** Faults that the reported state of a device tells by itself. */
export function faultsOfState(reported: Fields): string[] {
  const faults: string[] = [];
  if (reported.lockFault === true) faults.push('lock_stuck');
  if (reported.heldOpen === true) faults.push('door_held_open');
  if (reported.picture === false) faults.push('no_picture');
  if (reported.smoke === true) faults.push('smoke');
  if (typeof reported.batteryPercent === 'number' && reported.batteryPercent < 15) faults.push('low_battery');
  return faults;
}

/** What an event says about the state at once, before the next state report: a patch, or null. */
export function patchOfEvent(name: string): Fields | null {
  switch (name) {
    case 'door.opened':
    case 'door.forced':
      return { contact: 'open' };
    case 'door.closed':
      return { contact: 'closed', heldOpen: false };
    case 'door.unlocked':
      return { locked: false };
    case 'door.locked':
      return { locked: true };
    case 'door.held_open':
      return { heldOpen: true };
    default:
      return null;
  }
}

/** An answer cannot precede its command nor come from the future: else the device's clock is wrong. */
export function answerShowsSkew(at: Date, requestedAt: Date, now: Date): boolean {
  return (
    at.getTime() < requestedAt.getTime() - CLOCK_SKEW_LIMIT_MS || at.getTime() > now.getTime() + CLOCK_SKEW_LIMIT_MS
  );
}

/** An event may be old, because it is told again after an outage, but it cannot come from the future. */
export function eventShowsSkew(at: Date, now: Date): boolean {
  return at.getTime() > now.getTime() + CLOCK_SKEW_LIMIT_MS;
}

/** PLT-8: what devices read or were taught opens doors: of a code only the end is shown, to tell one from another. */
export function withoutCode(fields: Record<string, unknown>): Record<string, unknown> {
  const { code } = fields;
  if (typeof code !== 'string') return fields;
  return { ...fields, code: code.length > 4 ? `****${code.slice(-2)}` : '****' };
}

/** What nobody sends by hand: doors are opened and codes given where it is recorded for whom, goods leave machines for orders, and power is cut at the desk. */
export const NOT_BY_HAND: ReadonlySet<string> = new Set(['unlock', 'program_code', 'dispense', 'cycle']);

/** DEV-15: the fault of a device that has been offline longer than its kind may be. */
export const SILENCE = 'no_communication';

export type Connectivity = 'online' | 'offline' | 'never';

export interface Health {
  state: 'normal' | 'abnormal' | 'stopped';
  connectivity: Connectivity;
  faults: string[];
}

export interface HealthFacts {
  kind: string;
  state: string;
  online: boolean;
  connectivityChangedAt: Date | null;
  faults: readonly string[];
}

/** DEV-15: offline is a state of its own, and becomes a fault after the kind's limit. */
export function healthOf(facts: HealthFacts, now: Date): Health {
  const connectivity: Connectivity = facts.online ? 'online' : facts.connectivityChangedAt ? 'offline' : 'never';
  const faults = [...facts.faults];
  const limitS = findKind(facts.kind)?.offlineFaultAfterS ?? 300;
  const offlineMs = facts.connectivityChangedAt ? now.getTime() - facts.connectivityChangedAt.getTime() : 0;
  if (connectivity === 'offline' && offlineMs > limitS * 1_000 && !faults.includes(SILENCE)) faults.push(SILENCE);
  if (facts.state === 'stopped') return { state: 'stopped', connectivity, faults };
  return { state: faults.length > 0 ? 'abnormal' : 'normal', connectivity, faults };
}
