import type { Permission, ScopeKind } from '@latchkey/contract';
import { AppError } from './errors.ts';

export interface CustomerActor {
  kind: 'customer';
  id: string;
  sessionId: string;
  phoneVerified: boolean;
}
export interface StaffActor {
  kind: 'staff';
  id: string;
  name: string;
  sessionId: string;
  permissions: ReadonlySet<Permission>;
  /** Stores in the person's data scope; null means all. */
  storeIds: readonly string[] | null;
  scopeKind: ScopeKind;
  mustChangePassword: boolean;
}
export type Actor =
  | CustomerActor
  | StaffActor
  | { kind: 'system'; name: string }
  | { kind: 'device'; id: string; code: string }
  | { kind: 'channel'; name: string }
  | { kind: 'anonymous' };

export const systemActor = (name: string): Actor => ({ kind: 'system', name });

/** The signed-in customer; throws unauthenticated for anyone else. */
export function requireCustomer(actor: Actor): CustomerActor {
  if (actor.kind !== 'customer') throw new AppError('unauthenticated');
  return actor;
}

/** A staff member with the permission, or the system itself. Throws unauthenticated or forbidden. */
export function requireStaff(actor: Actor, permission: Permission | null): void {
  if (actor.kind === 'system') return;
  if (actor.kind !== 'staff') throw new AppError(actor.kind === 'customer' ? 'forbidden' : 'unauthenticated');
  if (actor.mustChangePassword) throw new AppError('password_change_required');
  if (permission !== null && !actor.permissions.has(permission)) throw new AppError('forbidden');
}

/** Only the product itself: event handlers, sweeps and device edges. */
export function requireSystem(actor: Actor): void {
  if (actor.kind !== 'system' && actor.kind !== 'device' && actor.kind !== 'channel') throw new AppError('forbidden');
}

/** IDN-8: a store outside the caller's scope does not exist for them. */
export function requireStore(actor: Actor, storeId: string): void {
  const allowed = storeFilter(actor);
  if (allowed !== null && !allowed.includes(storeId)) throw new AppError('not_found');
}

/** The stores that a list may show to the caller; null means all. Customers and strangers get none by this way. */
export function storeFilter(actor: Actor): readonly string[] | null {
  if (actor.kind === 'system' || actor.kind === 'channel') return null;
  return actor.kind === 'staff' ? actor.storeIds : [];
}

/** The acting person's or thing's id for records, null for strangers. */
export function actorId(actor: Actor): string | null {
  if (actor.kind === 'system' || actor.kind === 'channel') return actor.name;
  return actor.kind === 'anonymous' ? null : actor.id;
}
