import type { DesiredState } from './power-rules.ts';

/** Per cent of a lamp's light before anybody is there. */
const WELCOME_LIGHT = 60;

/** BKG-23: what light and climate of a room are asked to be before an arrival, or null for what stays as it is. */
export function beforeArrival(device: { kind: string; desired: DesiredState }): DesiredState | null {
  if (device.kind === 'light') return { on: true, level: WELCOME_LIGHT };
  if (device.kind !== 'air_conditioner') return null;
  const { mode, celsius } = device.desired;
  return { mode: mode ?? 'cool', celsius: celsius ?? 25, on: true };
}

/** BKG-23: what they are asked to be in an empty room. Sockets stay on: things are charged there. Protected ones are left alone. */
export function whileEmpty(device: { kind: string; protected: boolean; desired: DesiredState }): DesiredState | null {
  if (device.protected) return null;
  if (device.kind === 'light') return { on: false, level: 0 };
  if (device.kind !== 'air_conditioner') return null;
  const { mode, celsius } = device.desired;
  return { mode: mode ?? 'cool', celsius: celsius ?? 25, on: false };
}

export interface Metered {
  meteredAt: Date;
  watts: number;
  /** What the room drew with people in it; null while they are. */
  occupiedWatts: number | null;
  usedWattSeconds: number;
  savedWattSeconds: number;
}

/**
 * What a session has used and saved by an instant, by what its devices drew since they were read last. Whole watt-seconds. A clock
 * that goes back counts nothing twice.
 */
export function meteredUntil(it: Metered, now: Date): Metered {
  const seconds = Math.max(0, (now.getTime() - it.meteredAt.getTime()) / 1000);
  const spared = it.occupiedWatts === null ? 0 : Math.max(0, it.occupiedWatts - it.watts);
  return {
    ...it,
    meteredAt: now > it.meteredAt ? now : it.meteredAt,
    usedWattSeconds: it.usedWattSeconds + Math.round(it.watts * seconds),
    savedWattSeconds: it.savedWattSeconds + Math.round(spared * seconds),
  };
}

/** Watt-hours, rounded, and what they cost by a price in fen for a kilowatt-hour. */
export function energyOf(it: { usedWattSeconds: number; savedWattSeconds: number }, fenPerKwh: number) {
  const cost = (wattSeconds: number) => Math.round((wattSeconds * fenPerKwh) / 3_600_000);
  return {
    wattHours: Math.round(it.usedWattSeconds / 3600),
    savedWattHours: Math.round(it.savedWattSeconds / 3600),
    cost: cost(it.usedWattSeconds),
    saved: cost(it.savedWattSeconds),
  };
}
