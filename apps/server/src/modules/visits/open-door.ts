import { requireCustomer } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { commandDoor } from './command-door.ts';
import { entryFacts, type OpenDoorInput, storeOf } from './entry-facts.ts';
import { entryRefused } from './events.ts';
import { findPendingEntry, type OpeningRow } from './opening-store.ts';
import type { VisitsPorts } from './ports.ts';
import { decideEntry, type Refusal } from './rules.ts';

/**
 * VIS-1: the customer asks to come in. Decides, and commands the door in the same transaction; the visit begins only
 * when the door reports that it opened. A second tap answers the opening that is on its way.
 * Throws door_code_invalid and every refusal of VIS-2 by its own code.
 */
export async function openDoor(ctx: Context, ports: VisitsPorts, input: OpenDoorInput): Promise<OpeningRow> {
  const customer = requireCustomer(ctx.actor);
  const storeId = await storeOf(ctx, input);
  const [pending, facts] = await Promise.all([
    findPendingEntry(ctx.db, customer.id),
    entryFacts(ctx, ports, { storeId, position: input.position }),
  ]);
  if (pending?.store_id === storeId) return pending;
  if (pending) throw new AppError('opening_in_progress');
  const decision = decideEntry(facts);
  if (!decision.admit) throw refusalOf(decision.refusal, storeId, customer.id);
  return commandDoor(ctx, {
    storeId,
    visitId: decision.purpose === 're_entry' ? (facts.visit?.id ?? null) : null,
    memberId: customer.id,
    purpose: decision.purpose,
    door: facts.door,
    noPending: true,
  });
}

/** VIS-4: agents hear of a frozen member at the door, although nothing else of the refusal is kept. */
function refusalOf(refusal: Refusal, storeId: string, memberId: string): AppError {
  const { code, data } = refusal;
  const error = new AppError(code, data);
  if (code === 'member_frozen')
    error.aftermath = (ctx) => emit(ctx, entryRefused, { storeId, memberId, code, at: ctx.now.toISOString() });
  return error;
}
