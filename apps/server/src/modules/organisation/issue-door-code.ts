import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { newDoorToken } from './create-store.ts';
import { lockStore, replaceDoorCode } from './store.ts';
import { tellStoreChanged } from './update-store.ts';

/** VIS-1. Issues a new door code for a store; the old one ends in the same transaction. Throws not_found. */
export async function issueDoorCode(ctx: Context, storeId: string): Promise<void> {
  requireStaff(ctx.actor, 'stores:edit');
  requireStore(ctx.actor, storeId);
  await lockStore(ctx.tx, storeId);
  await replaceDoorCode(ctx.tx, storeId, newDoorToken(), ctx.now);
  await audit(ctx, { action: 'stores.issue_door_code', object: { kind: 'store', id: storeId } });
  await tellStoreChanged(ctx, storeId);
}
