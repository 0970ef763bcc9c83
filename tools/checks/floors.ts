// The server's modules, from the ground up. A module may use those on lower floors, never one above or beside it.
export const FLOORS: readonly (readonly string[])[] = [
  ['identity', 'organisation'],
  ['catalog', 'devices', 'members', 'tariffs'],
  ['inventory', 'ledger', 'messages'],
  ['payments', 'marketing', 'wallet'],
  ['visits', 'orders', 'booking'],
  ['video', 'desk', 'reviews'],
  ['insight'],
  ['platform', 'exports'],
];

/** The few steps sideways: who may use whom on the same floor. */
export const SIDEWAYS: Readonly<Record<string, readonly string[]>> = { orders: ['visits'], wallet: ['payments'] };

export const MODULES: readonly string[] = FLOORS.flat();

/** Modules that a module may import, through their index only. */
export function mayUse(module: string): string[] {
  const floor = FLOORS.findIndex((names) => names.includes(module));
  return [...FLOORS.slice(0, floor).flat(), ...(SIDEWAYS[module] ?? [])];
}
