import { requireCustomer, requireStaff, requireStore, requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { admission } from '../organisation/index.ts';
import { commandDoor } from './command-door.ts';
import { emergency, exitRequested, helpRequested } from './events.ts';
import type { OpeningRow } from './opening-store.ts';
import type { VisitsPorts } from './ports.ts';
import { recordTimeline } from './record-timeline.ts';
import { isOpen } from './rules.ts';
import { addFlag, lockVisit, markExitRequested, markHelpRequested, markPaid, type VisitRow } from './store.ts';
import { tellVisit } from './tell.ts';

/** The caller's own open visit. Throws not_found and no_open_visit. */
async function lockOwnOpenVisit(ctx: Context, visitId: string): Promise<VisitRow> {
  const customer = requireCustomer(ctx.actor);
  const visit = await lockVisit(ctx.tx, visitId);
  if (visit.member_id !== customer.id) throw new AppError('not_found');
  if (!isOpen(visit.state)) throw new AppError('no_open_visit');
  return visit;
}

/** Milliseconds after its end in which the member of a visit may still stand inside. */
const LINGERING_MS = 10 * 60_000;
/** The same for a visit that nobody saw leaving. */
const UNRESOLVED_MS = 24 * 3_600_000;

/**
 * The caller's own visit, open or not, whose member may still be inside: nobody is locked in because a visit timed out.
 * An old visit gives no way to open a door from afar. Throws not_found and no_open_visit.
 */
async function lockOwnRecentVisit(ctx: Context, visitId: string): Promise<VisitRow> {
  const customer = requireCustomer(ctx.actor);
  const visit = await lockVisit(ctx.tx, visitId);
  if (visit.member_id !== customer.id) throw new AppError('not_found');
  const unresolved = visit.state === 'timed_out' || visit.state === 'abnormal';
  const limit = unresolved ? UNRESOLVED_MS : LINGERING_MS;
  if (visit.ended_at !== null && ctx.now.getTime() - visit.ended_at.getTime() > limit)
    throw new AppError('no_open_visit');
  return visit;
}

const way = (visit: VisitRow) => ({ storeId: visit.store_id, visitId: visit.id, memberId: visit.member_id });
const identity = (ctx: Context, visit: VisitRow) => ({ ...way(visit), at: ctx.now.toISOString() });

/**
 * VIS-8: the customer asks to leave without purchase. By the store's policy the door opens at once, or an agent looks
 * first. Throws unpaid_cart while goods are in the cart.
 */
export async function requestExit(ctx: Context, ports: VisitsPorts, visitId: string): Promise<void> {
  const visit = await lockOwnOpenVisit(ctx, visitId);
  await requireNothingUnpaid(ctx, ports, visit);
  if (visit.paid_at !== null) {
    await commandDoor(ctx, { ...way(visit), purpose: 'exit_paid' });
    return;
  }
  const { exitPolicy } = await admission(ctx, visit.store_id);
  if (exitPolicy === 'auto') {
    await commandDoor(ctx, { ...way(visit), purpose: 'exit_policy' });
    return;
  }
  if (visit.exit_requested_at !== null) return;
  await markExitRequested(ctx.tx, visit.id, ctx.now);
  await recordTimeline(ctx, visit.id, { name: 'visit.exit_requested' });
  await emit(ctx, exitRequested, identity(ctx, visit));
  tellVisit(ctx, visit, visit.state);
}

/** Opens again for a customer who has paid, when the automatic release was missed. Throws unpaid_cart, illegal_move. */
export async function exitAgain(ctx: Context, ports: VisitsPorts, visitId: string): Promise<OpeningRow> {
  const visit = await lockOwnOpenVisit(ctx, visitId);
  await requireNothingUnpaid(ctx, ports, visit);
  if (visit.paid_at === null) throw new AppError('illegal_move', { state: visit.state });
  return commandDoor(ctx, { ...way(visit), purpose: 'exit_paid' });
}

async function requireNothingUnpaid(ctx: Context, ports: VisitsPorts, visit: VisitRow): Promise<void> {
  const cart = (await ports.cartSummaries(ctx, [visit.id])).get(visit.id);
  if (cart && cart.lines > 0) throw new AppError('unpaid_cart');
  const unpaid = await ports.unpaidOrder(ctx, visit.member_id);
  if (unpaid) throw new AppError('unpaid_order', { orderId: unpaid.orderId });
}

/** VIS-8: opens at once whatever the cart, member or visit is, and raises the alarm. */
export async function emergencyExit(ctx: Context, visitId: string): Promise<OpeningRow> {
  const visit = await lockOwnRecentVisit(ctx, visitId);
  const opening = await commandDoor(ctx, { ...way(visit), purpose: 'emergency' });
  await addFlag(ctx.tx, visit.id, 'emergency');
  await recordTimeline(ctx, visit.id, { name: 'visit.emergency' });
  await emit(ctx, emergency, { ...identity(ctx, visit), by: 'customer' });
  tellVisit(ctx, visit, visit.state);
  return opening;
}

/** DSK-5: the customer calls an agent. */
export async function callHelp(
  ctx: Context,
  visitId: string,
  call: { reason: string; note: string | null },
): Promise<void> {
  const visit = await lockOwnOpenVisit(ctx, visitId);
  await markHelpRequested(ctx.tx, visit.id, ctx.now);
  await recordTimeline(ctx, visit.id, { name: 'visit.help_requested', detail: { reason: call.reason } });
  await emit(ctx, helpRequested, { ...identity(ctx, visit), ...call });
  tellVisit(ctx, visit, visit.state);
}

/** VIS-7: the order of a visit is paid, so the door opens by itself. Other unpaid goods in a new cart withhold it. */
export async function releaseAfterPayment(
  ctx: Context,
  ports: VisitsPorts,
  paid: { visitId: string; orderId: string },
): Promise<void> {
  requireSystem(ctx.actor);
  const visit = await lockVisit(ctx.tx, paid.visitId);
  if (!isOpen(visit.state)) return;
  await markPaid(ctx.tx, visit.id, ctx.now);
  await recordTimeline(ctx, visit.id, { name: 'visit.paid', detail: { orderId: paid.orderId } });
  const cart = (await ports.cartSummaries(ctx, [visit.id])).get(visit.id);
  if (!cart || cart.lines === 0) await commandDoor(ctx, { ...way(visit), purpose: 'exit_paid' });
  tellVisit(ctx, visit, visit.state);
}

/** DSK-3: an agent lets the customer of a visit out, or opens the door for them. */
export async function openDoorForVisit(
  ctx: Context,
  input: { visitId: string; purpose: 'exit_granted' | 'agent' },
): Promise<OpeningRow> {
  requireStaff(ctx.actor, 'desk:act');
  const visit = await lockVisit(ctx.tx, input.visitId);
  requireStore(ctx.actor, visit.store_id);
  if (!isOpen(visit.state)) throw new AppError('no_open_visit');
  if (input.purpose === 'exit_granted') await markExitRequested(ctx.tx, visit.id, null);
  const opening = await commandDoor(ctx, { ...way(visit), purpose: input.purpose });
  tellVisit(ctx, visit, visit.state);
  return opening;
}

/** DSK-3: an agent opens a store's door without a visit. */
export async function openDoorOfStore(ctx: Context, input: { storeId: string }): Promise<OpeningRow> {
  requireStaff(ctx.actor, 'desk:act');
  requireStore(ctx.actor, input.storeId);
  return commandDoor(ctx, { storeId: input.storeId, visitId: null, memberId: null, purpose: 'agent' });
}
