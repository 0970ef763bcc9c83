import type { DayType } from '@latchkey/contract';
import { actorId, requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { zoneOf } from './calendar.ts';
import { specialDaySet } from './events.ts';
import { clearSpecialDay, setSpecialDay } from './store.ts';

/**
 * BIL-2: says what a day is for one store, or for every store in China (`storeId` null; only by those who see the whole
 * platform). A type of null takes the word back. Throws not_found, forbidden, invalid_input.
 */
export async function setDay(
  ctx: Context,
  { storeId, date, type, label }: { storeId: string | null; date: string; type: DayType | null; label: string },
): Promise<void> {
  requireStaff(ctx.actor, 'tariffs:edit');
  if (storeId !== null) {
    requireStore(ctx.actor, storeId);
    await zoneOf(ctx, storeId);
  } else if (storeFilter(ctx.actor) !== null) throw new AppError('forbidden');
  const year = Number(date.slice(0, 4));
  if (year < 2020 || year > 2100) throw invalidInput('date', 'out_of_range');
  if (type === null) await clearSpecialDay(ctx.tx, storeId, date);
  else await setSpecialDay(ctx.tx, { storeId, date, type, label }, actorId(ctx.actor), ctx.now);
  const object = storeId === null ? { kind: 'calendar', id: date } : { kind: 'store', id: storeId };
  await audit(ctx, { action: 'tariffs.set_day', object, after: { date, type, label } });
  await emit(ctx, specialDaySet, { storeId, date });
}
