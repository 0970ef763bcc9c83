// BKG-18: what is ordered from the menu during use. Lock order: booking, stock, payments, wallet, ledger.
import { allocate } from '@latchkey/pricing';
import { requireStaff, requireStore, systemActor } from '../../kernel/actor.ts';
import type { Context, ReadContext, Runtime } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { closePayments } from '../payments/index.ts';
import { asProduct } from './announce.ts';
import { nextNumber } from './charge-number.ts';
import { type ChargeRow, getCharge, insertCharge, setChargeState } from './charge-store.ts';
import { requireUnfrozen } from './may-enter.ts';
import { announceMenuOrder } from './menu-announce.ts';
import { type MenuWish, menuLines, menuQuote, sumOf } from './menu-lines.ts';
import { menuOrderMayMove, tabOf } from './menu-rules.ts';
import {
  billMenuOrders,
  findMenuOrderByKey,
  getMenuOrder,
  insertMenuOrder,
  type MenuOrderRow,
  menuOrdersOf,
  setMenuOrderState,
  unpaidMenuOrders,
} from './menu-store.ts';
import { lockOwn } from './pay.ts';
import { payCharge } from './pay-charge.ts';
import { leftOf, refundPart } from './refund-charge.ts';
import { placeMenuOrder, reserveLines, takeBack } from './sale.ts';
import { type BookingRow, lockBooking } from './store.ts';

const MINUTE = 60_000;
/** How long the payment of an order is waited for. */
const PAY_MINUTES = 10;

export interface MenuOrderWish {
  bookingId: string;
  /** Made by the phone: the same order sent twice is one. */
  key: string;
  lines: readonly MenuWish[];
  settle: 'now' | 'bill';
  note: string | null;
  expectedTotal: number;
}

/**
 * BKG-18: the host orders during use: a charge to pay at once, or a line on the bill within what the store allows. Throws
 * not_found, illegal_move, member_frozen, menu_unavailable, price_changed, menu_tab_full, out_of_stock.
 */
export async function orderFromMenu(ctx: Context, wish: MenuOrderWish): Promise<void> {
  const booking = await lockOwn(ctx, wish.bookingId);
  if (await findMenuOrderByKey(ctx.db, booking.id, wish.key)) return;
  if (booking.state !== 'in_use') throw new AppError('illegal_move', { state: booking.state });
  if (booking.memberId !== null) await requireUnfrozen(ctx, booking.memberId);
  const lines = await menuLines(ctx, booking.storeId, wish.lines);
  const amount = sumOf(lines);
  if (amount !== wish.expectedTotal) throw new AppError('price_changed', { total: amount });
  const id = newId();
  const expiresAt = new Date(ctx.now.getTime() + PAY_MINUTES * MINUTE);
  const given = {
    id,
    bookingId: booking.id,
    clientKey: wish.key,
    storeId: booking.storeId,
    lines,
    amount,
    note: wish.note,
  };
  if (wish.settle === 'bill') {
    const limit = booking.policy.menuTab;
    if (tabOf(await menuOrdersOf(ctx.db, [booking.id])) + amount > limit)
      throw new AppError('menu_tab_full', { limit });
    const order = await insertMenuOrder(ctx.tx, { ...given, settle: 'bill', chargeId: null, expiresAt: null }, ctx.now);
    await reserveLines(ctx, order);
    return placeMenuOrder(ctx, booking, order);
  }
  const charge = await insertCharge(
    ctx.tx,
    {
      ...{ id: newId(), bookingId: booking.id, number: await nextNumber(ctx, booking), kind: 'menu' },
      ...{ state: 'awaiting_payment', amount, storeDiscount: 0, platformDiscount: 0, newEnd: null, expiresAt },
      quote: menuQuote(booking, lines, ctx.now),
    },
    ctx.now,
  );
  const order = await insertMenuOrder(ctx.tx, { ...given, settle: 'now', chargeId: charge.id, expiresAt }, ctx.now);
  await reserveLines(ctx, order);
  if (amount === 0) await payCharge(ctx, booking, charge, null);
}

/** The customer gives an order up that nobody has begun. Throws not_found, menu_order_begun. */
export async function withdrawMenuOrder(ctx: Context, input: { bookingId: string; orderId: string }): Promise<void> {
  const booking = await lockOwn(ctx, input.bookingId);
  const order = await getMenuOrder(ctx.db, input.orderId);
  if (order.bookingId !== booking.id) throw new AppError('not_found');
  if (order.state === 'cancelled') return;
  if (order.state !== 'placed' && order.state !== 'awaiting_payment') throw new AppError('menu_order_begun');
  await undo(ctx, booking, order, 'cancelled');
}

async function lockForStaff(ctx: Context, orderId: string): Promise<{ booking: BookingRow; order: MenuOrderRow }> {
  requireStaff(ctx.actor, 'menus:serve');
  const { bookingId } = await getMenuOrder(ctx.db, orderId);
  const booking = await lockBooking(ctx.tx, bookingId);
  requireStore(ctx.actor, booking.storeId);
  return { booking, order: await getMenuOrder(ctx.db, orderId) };
}

/** Staff begin to make an order, or have served it; said twice it is the same. Throws not_found, illegal_move. */
export async function serveMenuOrder(
  ctx: Context,
  input: { orderId: string; state: 'preparing' | 'served' },
): Promise<void> {
  const { booking, order } = await lockForStaff(ctx, input.orderId);
  if (order.state === input.state) return;
  if (!menuOrderMayMove(order.state, input.state)) throw new AppError('illegal_move', { state: order.state });
  await announceMenuOrder(ctx, booking, await setMenuOrderState(ctx.tx, order.id, input.state, ctx.now));
}

/** Staff cannot serve an order: what was paid for it goes back. Throws not_found, illegal_move. */
export async function cancelMenuOrder(ctx: Context, input: { orderId: string; reason: string }): Promise<void> {
  const { booking, order } = await lockForStaff(ctx, input.orderId);
  if (order.state === 'cancelled') return;
  const billed = order.settle === 'bill' && order.chargeId !== null;
  if (billed || !menuOrderMayMove(order.state, 'cancelled')) throw new AppError('illegal_move', { state: order.state });
  await undo(ctx, booking, order, input.reason);
}

/** Takes an order back with its money: a charge that waits is void, a paid one gives the order's part back. */
async function undo(ctx: Context, booking: BookingRow, order: MenuOrderRow, reason: string): Promise<void> {
  await takeBack(ctx, booking, order);
  if (order.chargeId === null) return;
  const charge = await getCharge(ctx.db, booking.id, order.chargeId);
  if (charge.state === 'awaiting_payment' && order.settle === 'now') {
    await setChargeState(ctx.tx, charge.id, 'void');
    await closePayments(asProduct(ctx), charge.id);
  }
  const part = Math.min(partOf(charge, order), leftOf(charge));
  if (part > 0) await refundPart(asProduct(ctx), booking, charge, part, reason);
}

/** What of a charge was paid for an order: a coupon lies on room and things alike. Fen. */
function partOf({ amount, quote }: ChargeRow, order: MenuOrderRow): number {
  if (order.settle !== 'booking') return order.amount;
  const whole = (quote?.total ?? 0) + sumOf((quote?.discounts ?? []).filter((one) => one.kind === 'coupon'));
  const things = sumOf(quote?.addOns ?? []);
  if (things === 0) return 0;
  return allocate(amount, [Math.max(0, whole - things), things])[1] ?? 0;
}

/** BKG-2: what was paid for things that are not served yet: it goes back whole with a cancellation. Fen. */
export async function unservedPart(ctx: ReadContext, charges: readonly ChargeRow[]): Promise<number> {
  const [first] = charges;
  if (!first) return 0;
  const orders = (await menuOrdersOf(ctx.db, [first.bookingId])).filter((order) => isOpen(order));
  return orders.reduce((sum, order) => {
    const charge = charges.find((one) => one.id === order.chargeId);
    return charge ? sum + Math.min(partOf(charge, order), leftOf(charge)) : sum;
  }, 0);
}

const isOpen = ({ state }: MenuOrderRow): boolean => state === 'placed' || state === 'preparing';

/** The booking ends before its use: nothing is made any more. What is paid back is said by its terms. */
export async function stopMenu(ctx: Context, booking: BookingRow): Promise<void> {
  for (const order of await menuOrdersOf(ctx.db, [booking.id])) if (isOpen(order)) await takeBack(ctx, booking, order);
}

/**
 * BKG-16: the session ends: what nobody began to make is given back, and what stood on the bill becomes one charge, which
 * `collect` takes from the balance or leaves as a debt.
 */
export async function settleMenu(
  ctx: Context,
  booking: BookingRow,
  collect: (ctx: Context, booking: BookingRow, charge: ChargeRow) => Promise<void>,
): Promise<void> {
  const orders = await menuOrdersOf(ctx.db, [booking.id]);
  for (const order of orders)
    if (order.state === 'awaiting_payment' || order.state === 'placed') await undo(ctx, booking, order, 'session_over');
  const billed = orders.filter(
    (order) =>
      order.settle === 'bill' && order.chargeId === null && (order.state === 'preparing' || order.state === 'served'),
  );
  const amount = sumOf(billed);
  if (amount === 0) return;
  const charge = await insertCharge(
    ctx.tx,
    {
      ...{ id: newId(), bookingId: booking.id, number: await nextNumber(ctx, booking), kind: 'menu', state: 'owed' },
      ...{ amount, storeDiscount: 0, platformDiscount: 0, newEnd: null, expiresAt: null },
      quote: menuQuote(
        booking,
        billed.flatMap((order) => order.lines),
        ctx.now,
      ),
    },
    ctx.now,
  );
  await billMenuOrders(
    ctx.tx,
    billed.map((order) => order.id),
    charge.id,
  );
  await collect(ctx, booking, charge);
}

const actor = systemActor('booking.menu');
const batch = 50;

/** Orders that nobody paid in time are off, each in its own transaction. Idempotent. */
export async function dropUnpaidMenuOrders(runtime: Runtime): Promise<number> {
  const { db, now } = runtime.read(actor);
  const due = await unpaidMenuOrders(db, now, batch);
  for (const { id, bookingId } of due)
    await runtime.transaction(actor, async (ctx) => {
      const booking = await lockBooking(ctx.tx, bookingId);
      const order = await getMenuOrder(ctx.db, id);
      if (order.state === 'awaiting_payment') await undo(ctx, booking, order, 'timeout');
    });
  return due.length;
}

export const menuSweep: Sweep = {
  name: 'booking.menu',
  everyMs: 5_000,
  run: async (runtime) => (await dropUnpaidMenuOrders(runtime)) === batch,
};
