import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { news } from '../../kernel/news.ts';
import { checkedStore } from './create-store.ts';
import { storeChanged } from './events.ts';
import { lockStore, type StoreFields, type StoreRow, updateStoreRow } from './store.ts';

/**
 * ORG-6. Changes a store in scope; `version` is the one that was read. Entity, region and service fee decide over money and
 * scopes, so only someone who sees the whole platform may change these. Throws not_found, conflict, forbidden, invalid_input.
 */
export async function updateStore(
  ctx: Context,
  storeId: string,
  input: StoreFields & { version: number },
): Promise<void> {
  requireStaff(ctx.actor, 'stores:edit');
  requireStore(ctx.actor, storeId);
  const { version: _, ...fields } = checkedStore(input);
  const before = await lockStore(ctx.tx, storeId);
  if (before.version !== input.version) throw new AppError('conflict', { version: before.version });
  const ruled =
    input.entityId !== before.entityId || input.regionId !== before.regionId || input.serviceFee !== before.serviceFee;
  if (ruled && storeFilter(ctx.actor) !== null) throw new AppError('forbidden');
  await updateStoreRow(ctx.tx, storeId, fields, ctx.now);
  await audit(ctx, {
    action: 'stores.update',
    object: { kind: 'store', id: storeId },
    before: fieldsOf(before),
    after: { ...fields, gallery: fields.gallery ?? before.gallery },
  });
  await tellStoreChanged(ctx, storeId);
}

/** The fields that a form holds, for before and after in the log. */
function fieldsOf(row: StoreRow): StoreFields {
  return {
    name: row.name,
    kind: row.kind,
    entityId: row.entityId,
    regionId: row.regionId,
    city: row.city,
    address: row.address,
    position: { longitude: row.longitude, latitude: row.latitude },
    zone: row.zone,
    phone: row.phone,
    serviceFee: row.serviceFee,
    facilities: row.facilities,
    gallery: row.gallery,
    hours: row.hours,
    attended: row.attended,
    capacity: row.capacity,
    exitPolicy: row.exitPolicy,
    ageRestricted: row.ageRestricted,
    proximityMetres: row.proximityMetres,
  };
}

/** Every change of a store: the event for other modules, the news for open screens. */
export async function tellStoreChanged(ctx: Context, storeId: string): Promise<void> {
  await emit(ctx, storeChanged, { storeId });
  news(ctx, `store:${storeId}`, 'store.changed', { id: storeId, storeId });
}
