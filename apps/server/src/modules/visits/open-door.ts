import { requireCustomer } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { doorOfStore } from '../devices/index.ts';
import { getCustomer } from '../identity/index.ts';
import { getMember } from '../members/index.ts';
import { type Admission, admission, findStoreByDoorToken, getStores } from '../organisation/index.ts';
import { commandDoor } from './command-door.ts';
import { findPendingEntry, type OpeningRow } from './opening-store.ts';
import type { VisitsPorts } from './ports.ts';
import { decideEntry, type EntryFacts, metresBetween } from './rules.ts';
import { countOccupancy, findOpenVisitOf, lockOccupancy } from './store.ts';

export interface OpenDoorInput {
  doorToken?: string | undefined;
  storeId?: string | undefined;
  position?: { longitude: number; latitude: number } | undefined;
}

/**
 * VIS-1: the customer asks to come in. Decides, and commands the door in the same transaction; the visit begins only
 * when the door reports that it opened. A second tap answers the opening that is on its way.
 * Throws door_code_invalid and every refusal of VIS-2 by its own code.
 */
export async function openDoor(ctx: Context, ports: VisitsPorts, input: OpenDoorInput): Promise<OpeningRow> {
  const customer = requireCustomer(ctx.actor);
  const storeId = await storeOf(ctx, input);
  const pending = await findPendingEntry(ctx.db, customer.id);
  if (pending?.store_id === storeId) return pending;
  if (pending) throw new AppError('opening_in_progress');
  const store = await admission(ctx, storeId);
  if (store.capacity !== null) await lockOccupancy(ctx.tx, storeId);
  const visit = await findOpenVisitOf(ctx.db, customer.id);
  const door = await doorOfStore(ctx, storeId);
  const decision = decideEntry({
    store: storeFacts(store),
    member: await memberFacts(ctx, ports, store),
    visit: visit ? { storeId: visit.store_id, storeName: await storeName(ctx, visit.store_id) } : null,
    occupancy: store.capacity === null ? 0 : await countOccupancy(ctx.tx, storeId),
    door,
    distance: input.position ? metresBetween(input.position, store.position) : null,
  });
  if (!decision.admit) throw new AppError(decision.refusal.code, decision.refusal.data);
  return commandDoor(ctx, {
    storeId,
    visitId: decision.purpose === 're_entry' ? (visit?.id ?? null) : null,
    memberId: customer.id,
    purpose: decision.purpose,
    door,
  });
}

async function storeOf(ctx: Context, input: OpenDoorInput): Promise<string> {
  if (input.storeId !== undefined) return input.storeId;
  const found = await findStoreByDoorToken(ctx, input.doorToken ?? '');
  if (!found) throw new AppError('door_code_invalid');
  return found.storeId;
}

function storeFacts(store: Admission): EntryFacts['store'] {
  return { ...store, id: store.storeId, lockdown: store.lockdown !== null };
}

async function memberFacts(ctx: Context, ports: VisitsPorts, store: Admission): Promise<EntryFacts['member']> {
  const customer = requireCustomer(ctx.actor);
  const member = await getMember(ctx, customer.id);
  const unpaid = await ports.unpaidOrder(ctx, customer.id);
  return {
    state: member.state,
    // Who withdrew consent is not let in any more (IDN-4); an open visit may be ended as before.
    consented: (await getCustomer(ctx, customer.id)).consentVersion !== null,
    phoneVerified: customer.phoneVerified,
    provenAdult: store.ageRestricted && (await ports.isProvenAdult?.(ctx, customer.id)) === true,
    owesOrder: unpaid?.orderId ?? null,
  };
}

async function storeName(ctx: Context, storeId: string): Promise<string> {
  return (await getStores(ctx, [storeId])).get(storeId)?.name ?? '';
}
