import { requireCustomer } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { type DoorFacts, doorOfStore } from '../devices/index.ts';
import { getCustomer } from '../identity/index.ts';
import { getMember } from '../members/index.ts';
import { type Admission, admission, findStoreByDoorToken, getStores } from '../organisation/index.ts';
import { ageOf } from './declare-birth-date.ts';
import type { VisitsPorts } from './ports.ts';
import { type EntryFacts, metresBetween } from './rules.ts';
import { countOccupancy, findOpenVisitOf, lockOccupancy } from './store.ts';

export interface OpenDoorInput {
  doorToken?: string | undefined;
  storeId?: string | undefined;
  position?: { longitude: number; latitude: number } | undefined;
}

/** The store that a scan or a choice means. Throws door_code_invalid. */
export async function storeOf(ctx: Context, input: OpenDoorInput): Promise<string> {
  if (input.storeId !== undefined) return input.storeId;
  const found = await findStoreByDoorToken(ctx, input.doorToken ?? '');
  if (!found) throw new AppError('door_code_invalid');
  return found.storeId;
}

export interface GatheredFacts extends EntryFacts {
  storeName: string;
  /** The member's open visit, wherever it is. */
  visit: (NonNullable<EntryFacts['visit']> & { id: string }) | null;
  door: DoorFacts | null;
}

/** Everything that decides whether the calling customer may come in; the room left is locked until the transaction ends. */
export async function entryFacts(
  ctx: Context,
  ports: VisitsPorts,
  input: { storeId: string; position?: OpenDoorInput['position'] },
): Promise<GatheredFacts> {
  const { storeId, position } = input;
  const customer = requireCustomer(ctx.actor);
  const [store, visit, member, unpaid, identity, door] = await Promise.all([
    admission(ctx, storeId),
    findOpenVisitOf(ctx.db, customer.id),
    getMember(ctx, customer.id),
    ports.unpaidOrder(ctx, customer.id),
    getCustomer(ctx, customer.id),
    doorOfStore(ctx, storeId),
  ]);
  return {
    storeName: store.name,
    store: { ...store, id: store.storeId, lockdown: store.lockdown !== null },
    member: {
      state: member.state,
      // Who withdrew consent is not let in any more (IDN-4); an open visit may be ended as before.
      consented: identity.consentVersion !== null,
      phoneVerified: customer.phoneVerified,
      age: store.ageRestricted ? await ageOf(ctx, customer.id, store.zone) : null,
      owesOrder: unpaid?.orderId ?? null,
    },
    visit: visit && { id: visit.id, storeId: visit.store_id, storeName: await nameOf(ctx, store, visit.store_id) },
    occupancy: store.capacity === null ? 0 : await lockedOccupancy(ctx, storeId),
    door,
    distance: position ? metresBetween(position, store.position) : null,
  };
}

async function lockedOccupancy(ctx: Context, storeId: string): Promise<number> {
  await lockOccupancy(ctx.tx, storeId);
  return countOccupancy(ctx.tx, storeId);
}

async function nameOf(ctx: Context, store: Admission, storeId: string): Promise<string> {
  if (storeId === store.storeId) return store.name;
  return (await getStores(ctx, [storeId])).get(storeId)?.name ?? '';
}
