import { type Actor, requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { lockdownChanged } from './events.ts';
import { lockStore, setLockdown } from './store.ts';
import { tellStoreChanged } from './update-store.ts';

/**
 * ORG-9. Locks a store down: from this commit on the server refuses customers, and the event puts the refusal into the
 * door's twin. Throws not_found, illegal_move when it is locked down already.
 */
export async function lockDown(ctx: Context, storeId: string, reason: string): Promise<void> {
  requireStaff(ctx.actor, 'stores:lockdown');
  requireStore(ctx.actor, storeId);
  const before = await lockStore(ctx.tx, storeId);
  if (before.lockdownSince !== null) throw new AppError('illegal_move', { state: 'lockdown' });
  await setLockdown(ctx.tx, storeId, { reason, by: nameOf(ctx.actor) }, ctx.now);
  await tell(ctx, storeId, { locked: true, reason });
}

/** ORG-9. Lifts a lockdown. Throws not_found, illegal_move when there is none. */
export async function liftLockdown(ctx: Context, storeId: string, reason: string): Promise<void> {
  requireStaff(ctx.actor, 'stores:lockdown');
  requireStore(ctx.actor, storeId);
  const before = await lockStore(ctx.tx, storeId);
  if (before.lockdownSince === null) throw new AppError('illegal_move', { state: before.state });
  await setLockdown(ctx.tx, storeId, null, ctx.now);
  await tell(ctx, storeId, { locked: false, reason });
}

async function tell(ctx: Context, storeId: string, after: { locked: boolean; reason: string }): Promise<void> {
  await audit(ctx, {
    action: after.locked ? 'stores.lockdown' : 'stores.lift_lockdown',
    object: { kind: 'store', id: storeId },
    before: { locked: !after.locked },
    after,
  });
  await emit(ctx, lockdownChanged, { storeId, ...after, at: ctx.now.toISOString() });
  await tellStoreChanged(ctx, storeId);
}

const nameOf = (actor: Actor): string => ('name' in actor ? actor.name : actor.kind);
