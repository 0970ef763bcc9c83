import { allPermissions, type Permission } from '@latchkey/contract';
import { type Actor, requireCustomer, type StaffActor } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { sha256 } from '../../kernel/crypto.ts';
import type { Db } from '../../kernel/db.ts';
import type { IdentityPorts } from './ports.ts';
import { CUSTOMER_SESSION_MS, SESSION_RENEWAL_MS } from './rules.ts';
import { findCustomerSession, findCustomerSessions, findStaffSession, renewSession } from './store-sessions.ts';
import { findStaff } from './store-staff.ts';

const known: ReadonlySet<string> = new Set(allPermissions);

/** Rows may name permissions that this release does not have any more. */
export function knownPermissions(permissions: readonly string[]): Permission[] {
  return permissions.filter((permission): permission is Permission => known.has(permission));
}

/**
 * The person behind a session token, looked up anew for every request (IDN-10): null when the token is unknown, ended,
 * expired, of the other audience, or its owner is frozen or gone.
 */
export async function authenticate(
  ports: Pick<IdentityPorts, 'storeIdsOfScope'>,
  db: Db,
  token: string,
  audience: 'customer' | 'staff',
  now: Date,
): Promise<Actor | null> {
  if (token.length > 100) return null;
  const hash = sha256(token);
  if (audience === 'customer') {
    const row = await findCustomerSession(db, hash, now);
    return row && { kind: 'customer', id: row.id, sessionId: row.session_id, phoneVerified: row.phone_verified };
  }
  const row = await findStaffSession(db, hash, now);
  if (!row) return null;
  const scope = { kind: row.scope_kind, ids: row.scope_ids };
  return {
    kind: 'staff',
    id: row.id,
    name: row.name,
    sessionId: row.session_id,
    permissions: new Set(knownPermissions(row.permissions)),
    storeIds: scope.kind === 'all' ? null : await ports.storeIdsOfScope(db, row.id, scope),
    scopeKind: scope.kind,
    mustChangePassword: row.must_change_password,
  };
}

/**
 * A staff member as they are now, for work that goes on in the background after they asked for it: null when the account is
 * frozen or gone. There is no session behind it.
 */
export async function staffActorOf(
  ports: Pick<IdentityPorts, 'storeIdsOfScope'>,
  db: Db,
  id: string,
): Promise<StaffActor | null> {
  const row = await findStaff(db, id);
  if (row?.state !== 'active') return null;
  const scope = { kind: row.scope_kind, ids: row.scope_ids };
  return {
    kind: 'staff',
    id: row.id,
    name: row.name,
    sessionId: '',
    permissions: new Set(knownPermissions(row.permissions)),
    storeIds: scope.kind === 'all' ? null : await ports.storeIdsOfScope(db, row.id, scope),
    scopeKind: scope.kind,
    mustChangePassword: row.must_change_password,
  };
}

/** The customers behind session tokens, by token, in one look-up: for those who stay connected. */
export async function authenticateCustomers(
  db: Db,
  tokens: readonly string[],
  now: Date,
): Promise<Map<string, Extract<Actor, { kind: 'customer' }>>> {
  const byHash = new Map(tokens.map((token) => [sha256(token), token]));
  const rows = await findCustomerSessions(db, [...byHash.keys()], now);
  return new Map(
    rows.map((row) => [
      byHash.get(row.token_hash) ?? '',
      { kind: 'customer', id: row.id, sessionId: row.session_id, phoneVerified: row.phone_verified },
    ]),
  );
}

/** Slides the customer's session to 90 days from now; false when that was done within the last day. */
export async function keepSession(ctx: Context): Promise<boolean> {
  const { sessionId } = requireCustomer(ctx.actor);
  return renewSession(ctx.tx, sessionId, {
    now: ctx.now,
    seenBefore: new Date(ctx.now.getTime() - SESSION_RENEWAL_MS),
    expiresAt: new Date(ctx.now.getTime() + CUSTOMER_SESSION_MS),
  });
}
