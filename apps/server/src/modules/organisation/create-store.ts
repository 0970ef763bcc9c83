import { requireStaff, storeFilter } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { isZone } from '../../kernel/calendar.ts';
import type { Context } from '../../kernel/context.ts';
import { randomToken } from '../../kernel/crypto.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { mediaKey } from '../../kernel/media.ts';
import { storeCreated } from './events.ts';
import { planIssue } from './rules.ts';
import { insertStore, nextStoreNumber, replaceDoorCode, type StoreFields } from './store.ts';

/**
 * ORG-6. Creates a store, open and with a door code. Only someone who sees the whole platform may.
 * Throws forbidden, invalid_input (zone, hours, attended, gallery, entity, region).
 */
export async function createStore(ctx: Context, input: StoreFields): Promise<{ storeId: string; number: string }> {
  requireStaff(ctx.actor, 'stores:edit');
  if (storeFilter(ctx.actor) !== null) throw new AppError('forbidden');
  const fields = checkedStore(input);
  const storeId = newId();
  const number = await nextStoreNumber(ctx.tx);
  await insertStore(ctx.tx, storeId, number, fields, ctx.now);
  await replaceDoorCode(ctx.tx, storeId, newDoorToken(), ctx.now);
  await audit(ctx, { action: 'stores.create', object: { kind: 'store', id: storeId }, after: { number, ...fields } });
  await emit(ctx, storeCreated, { storeId, number, name: input.name, at: ctx.now.toISOString() });
  return { storeId, number };
}

/** 144 random bits: nobody guesses one. It is printed on the door, so it proves presence at best, never identity. */
export const newDoorToken = (): string => randomToken(18);

/** What the schema cannot say: a zone that exists, plans whose spans do not overlap, pictures from the storage. */
export function checkedStore<T extends StoreFields>(input: T): T {
  if (!isZone(input.zone)) throw invalidInput('zone', 'unknown');
  for (const field of ['hours', 'attended'] as const) {
    const plan = input[field];
    const wrong = plan && planIssue(plan);
    if (wrong) throw invalidInput(`${field}.${wrong.path}`, wrong.issue);
  }
  const gallery = input.gallery?.map((address, index) => {
    const key = mediaKey(address, 'stores');
    if (key === null) throw invalidInput(`gallery.${index}`, 'unknown');
    return key;
  });
  return { ...input, gallery };
}
