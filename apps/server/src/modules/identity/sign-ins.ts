import type { signInsSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { type Actor, requireCustomer, requireStaff } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { maskAddress } from '../../kernel/masking.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { knownPermissions } from './authenticate.ts';
import { requireSelf } from './change-password.ts';
import type { IdentityPorts } from './ports.ts';
import { requireAuthorityOver, requireVisible } from './staff-authority.ts';
import { closeSessions } from './start-session.ts';
import { type Refusal, type SignInOwner, type SignInRow, selectSignIns, type Way } from './store-sign-ins.ts';
import { findStaff, lockStaff } from './store-staff.ts';

interface PageQuery {
  cursor?: string | undefined;
  limit: number;
}
type View = z.input<typeof signInsSchemas.signIn>;

/** What is written down of a try that was refused (IDN-5). */
export function refusalOf(ctx: Context, way: Way, reason: string, userAgent: string | undefined): Refusal {
  const address = ctx.origin?.address ?? null;
  return { id: newId(), way, reason, at: ctx.now, address, userAgent: userAgent?.slice(0, 300) ?? null };
}

function present(ctx: ReadContext, row: SignInRow, showAddress: (address: string) => string): View {
  const { actor } = ctx;
  const open = row.expires_at !== null && row.ended_at === null && row.expires_at > ctx.now;
  const current = (actor.kind === 'customer' || actor.kind === 'staff') && actor.sessionId === row.id;
  return {
    id: row.id,
    at: row.at.toISOString(),
    outcome: row.outcome,
    way: row.way,
    reason: row.reason,
    address: row.address === null ? null : showAddress(row.address),
    userAgent: row.user_agent,
    lastSeenAt: row.seen_at?.toISOString() ?? null,
    endsAt: (row.ended_at ?? row.expires_at)?.toISOString() ?? null,
    open,
    endReason: row.end_reason,
    current,
  };
}

async function list(
  ctx: ReadContext,
  owner: SignInOwner,
  query: PageQuery,
  showAddress = (address: string) => address,
) {
  const before = decodeCursor(query.cursor, timeCursor);
  const rows = await selectSignIns(ctx.db, owner, { before, limit: query.limit + 1 });
  const cursorOf = (row: SignInRow) => [row.at.toISOString(), row.id];
  return toPage(rows, query.limit, cursorOf, (row) => present(ctx, row, showAddress));
}

/** The signed-in person: a customer, or a staff member whose first password is changed. Throws unauthenticated. */
function requireOwner(actor: Actor): SignInOwner & { sessionId: string } {
  if (actor.kind === 'staff') requireStaff(actor, null);
  const { id, sessionId } = actor.kind === 'staff' ? requireSelf(actor) : requireCustomer(actor);
  return { audience: actor.kind === 'staff' ? 'staff' : 'customer', ownerId: id, sessionId };
}

/** IDN-5: the own sign-ins, newest first. */
export function listOwnSignIns(ctx: ReadContext, query: PageQuery) {
  return list(ctx, requireOwner(ctx.actor), query);
}

/** Ends the own sessions, all or all others; answers how many. */
export async function signOutEverywhere(ctx: Context, { keepThis }: { keepThis: boolean }): Promise<number> {
  const { audience, ownerId, sessionId } = requireOwner(ctx.actor);
  const choice = { audience, ownerId, ...(keepThis ? { exceptId: sessionId } : {}) };
  const ended = await closeSessions(ctx, choice, 'signed_out_everywhere');
  await audit(ctx, {
    action: 'identity.sign_out_all',
    object: { kind: audience, id: ownerId },
    after: { ended, keepThis },
  });
  return ended;
}

/** Ends one of the customer’s own sessions. Throws not_found for another’s, and for one that is over. */
export async function endOwnSession(ctx: Context, onlyId: string): Promise<void> {
  const { id: ownerId } = requireCustomer(ctx.actor);
  const ended = await closeSessions(ctx, { audience: 'customer', ownerId, onlyId }, 'signed_out');
  if (ended === 0) throw new AppError('not_found');
  await audit(ctx, {
    action: 'identity.end_session',
    object: { kind: 'customer', id: ownerId },
    after: { sessionId: onlyId },
  });
}

/** IDN-5: a staff member’s sign-ins. Throws not_found, also outside the caller’s scope. */
export async function listStaffSignIns(ctx: ReadContext, staffId: string, query: PageQuery) {
  requireStaff(ctx.actor, 'staff');
  const staff = await findStaff(ctx.db, staffId);
  if (!staff) throw new AppError('not_found');
  await requireVisible(ctx, staff);
  return list(ctx, { audience: 'staff', ownerId: staffId }, query);
}

/** Ends all sessions of a staff member. Throws not_found, forbidden. */
export async function signOutStaff(ctx: Context, staffId: string): Promise<number> {
  requireStaff(ctx.actor, 'staff:freeze');
  const staff = await lockStaff(ctx.tx, staffId);
  await requireVisible(ctx, staff);
  requireAuthorityOver(ctx, knownPermissions(staff.permissions));
  const ended = await closeSessions(ctx, { audience: 'staff', ownerId: staffId }, 'signed_out_by_staff');
  await audit(ctx, { action: 'staff.sign_out', object: { kind: 'staff', id: staffId }, after: { ended } });
  return ended;
}

type Visibility = Pick<IdentityPorts, 'visibleMemberId'>;

/** IDN-5: a customer’s sign-ins for administrators, addresses masked. Throws not_found, also outside the scope. */
export async function listCustomerSignIns(ctx: ReadContext, ports: Visibility, memberId: string, query: PageQuery) {
  requireStaff(ctx.actor, 'members:edit');
  const ownerId = await ports.visibleMemberId(ctx, memberId);
  return list(ctx, { audience: 'customer', ownerId }, query, maskAddress);
}

/** Ends all sessions of a customer. Throws not_found, also outside the scope. */
export async function signOutCustomer(ctx: Context, ports: Visibility, memberId: string): Promise<number> {
  requireStaff(ctx.actor, 'members:freeze');
  const ownerId = await ports.visibleMemberId(ctx, memberId);
  const ended = await closeSessions(ctx, { audience: 'customer', ownerId }, 'signed_out_by_staff');
  await audit(ctx, { action: 'members.sign_out', object: { kind: 'member', id: ownerId }, after: { ended } });
  return ended;
}
