import type { StoreState } from '@latchkey/contract';
import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { STORE_MOVES } from './rules.ts';
import { lockStore, setState } from './store.ts';
import { tellStoreChanged } from './update-store.ts';

/**
 * ORG-6. Sets a store open, closed, abnormal or suspended, with a reason. A suspension is the platform's: someone with a
 * limited scope neither makes nor lifts it. Throws not_found, illegal_move, forbidden.
 */
export async function setStoreState(
  ctx: Context,
  storeId: string,
  { state, reason }: { state: StoreState; reason: string },
): Promise<void> {
  requireStaff(ctx.actor, 'stores:edit');
  requireStore(ctx.actor, storeId);
  const before = await lockStore(ctx.tx, storeId);
  if (!STORE_MOVES[before.state].includes(state)) throw new AppError('illegal_move', { state: before.state });
  const platformOnly = state === 'suspended' || before.state === 'suspended';
  if (platformOnly && storeFilter(ctx.actor) !== null) throw new AppError('forbidden');
  await setState(ctx.tx, storeId, state, reason, ctx.now);
  await audit(ctx, {
    action: 'stores.set_state',
    object: { kind: 'store', id: storeId },
    before: { state: before.state, reason: before.stateReason },
    after: { state, reason },
  });
  await tellStoreChanged(ctx, storeId);
}
