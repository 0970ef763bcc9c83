import { requireStaff, storeFilter } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { auditedEntity, type EntityInput, sealAccount, sealPhone } from './create-entity.ts';
import { getEntityRow, lockEntity, updateEntityRow } from './entity-store.ts';

/**
 * ORG-1. Changes an entity in scope. A contact number that comes back masked, and a payout account that is left out, stay as
 * they are. Throws not_found, invalid_input (licence taken).
 */
export async function updateEntity(ctx: Context, entityId: string, input: EntityInput): Promise<void> {
  requireStaff(ctx.actor, 'entities:edit');
  await lockEntity(ctx.tx, entityId);
  const before = await getEntityRow(ctx.tx, entityId, storeFilter(ctx.actor));
  const samePhone = input.contactPhone !== null && input.contactPhone === before.contactPhoneMasked;
  await updateEntityRow(
    ctx.tx,
    entityId,
    input,
    samePhone ? undefined : sealPhone(ctx, input),
    input.payoutAccount === undefined ? undefined : sealAccount(ctx, input),
    ctx.now,
  );
  const { storeCount: _, createdAt: __, ...shown } = before;
  await audit(ctx, {
    action: 'entities.update',
    object: { kind: 'entity', id: entityId },
    before: shown,
    after: auditedEntity(input),
  });
}
