import type { tariffsSchemas } from '@latchkey/contract';
import { checkRoomRules, type RuleFinding } from '@latchkey/pricing';
import { actorId, requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { localParts } from '../../kernel/calendar.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { roomsOfStore, storeHours } from '../organisation/index.ts';
import { zoneOf } from './calendar.ts';
import { tariffPublished } from './events.ts';
import { openHours } from './rules.ts';
import { insertVersion, takeDraft } from './store.ts';

const LATEST_MS = 366 * 86_400_000;

/** What keeps prices from being published, as the store's rooms and opening hours are now. */
export async function findingsOf(
  ctx: ReadContext,
  storeId: string,
  content: tariffsSchemas.TariffContent,
): Promise<RuleFinding[]> {
  const [rooms, { hours, zone }] = await Promise.all([roomsOfStore(ctx, storeId), storeHours(ctx, storeId)]);
  const places = rooms.map(({ id, kind }) => ({ roomId: id, roomKindId: kind }));
  const set = { id: 'draft', version: 0, ...content };
  return checkRoomRules(set, places, openHours(hours, localParts(ctx.now, zone).date));
}

/**
 * BIL-2, BIL-6: makes the draft a version that never changes. It holds from `effectiveFrom` on, at once when that is null.
 * Bookings that are held or paid keep the price they were given. Throws not_found, conflict, invalid_input,
 * tariff_has_findings.
 */
export async function publishDraft(
  ctx: Context,
  storeId: string,
  input: { revision: number; note: string | null; effectiveFrom: Date | null },
): Promise<{ id: string; number: number }> {
  requireStaff(ctx.actor, 'tariffs:edit');
  requireStore(ctx.actor, storeId);
  const effectiveFrom = input.effectiveFrom ?? ctx.now;
  if (effectiveFrom < ctx.now) throw invalidInput('effectiveFrom', 'in_the_past');
  if (effectiveFrom.getTime() > ctx.now.getTime() + LATEST_MS) throw invalidInput('effectiveFrom', 'too_late');
  await zoneOf(ctx, storeId);
  const draft = await takeDraft(ctx.tx, storeId, input.revision);
  if (!draft) throw new AppError('conflict');
  const { content } = draft;
  const findings = await findingsOf(ctx, storeId, content);
  if (findings.length > 0) throw new AppError('tariff_has_findings', { count: findings.length, findings });
  const id = newId();
  const version = { id, storeId, content, note: input.note, effectiveFrom, publishedBy: actorId(ctx.actor) };
  const { number } = await insertVersion(ctx.tx, version, ctx.now);
  await audit(ctx, {
    action: 'tariffs.publish',
    object: { kind: 'store', id: storeId },
    after: { version: number, note: input.note, effectiveFrom, rules: content.rules.length },
  });
  await emit(ctx, tariffPublished, {
    ...{ storeId, versionId: id, number, effectiveFrom: effectiveFrom.toISOString() },
  });
  return { id, number };
}
