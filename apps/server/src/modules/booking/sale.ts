// BKG-2: what is sold with a room in one price: things of the menu and a coupon. Both are held with the charge, go over when
// it is paid, and come free when it lapses. Lock order: booking, stock, coupon.
import type { RoomAddOn, RoomDiscountWish, RoomQuote } from '@latchkey/pricing';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { getListings } from '../catalog/index.ts';
import { releaseReserved, reserveStock, returnStock, sellReserved } from '../inventory/index.ts';
import { releaseCoupon, reserveCoupon, returnCoupon, usableCoupons, useCoupon } from '../marketing/index.ts';
import { asProduct } from './announce.ts';
import type { ChargeRow } from './charge-store.ts';
import { announceMenuOrder } from './menu-announce.ts';
import { addOnsOf, type MenuWish, menuLines, packageLines, sumOf } from './menu-lines.ts';
import {
  insertMenuOrder,
  type MenuLine,
  type MenuOrderRow,
  menuOrdersOfCharge,
  setMenuOrderState,
} from './menu-store.ts';
import type { PriceBook } from './prices.ts';
import type { BookingRow } from './store.ts';

export interface SaleWish {
  addOns: readonly MenuWish[];
  /** The best by itself, none, or one by its id. */
  coupon: 'best' | 'none' | (string & {});
}

/** What a price is made with beside the stay. */
export interface Extras {
  lines: MenuLine[];
  priced: { addOns: RoomAddOn[]; discounts: RoomDiscountWish };
}

/** Throws menu_unavailable, invalid_input. A caller who is nobody has no coupons. */
export async function extrasOf(
  ctx: ReadContext,
  storeId: string,
  memberId: string | null,
  { addOns, coupon }: SaleWish,
): Promise<Extras> {
  const lines = await menuLines(ctx, storeId, addOns);
  const coupons = memberId === null ? [] : await usableCoupons(ctx, { memberId });
  const choice = coupon === 'none' ? null : coupon === 'best' ? ('best' as const) : { couponId: coupon };
  return { lines, priced: { addOns: addOnsOf(lines), discounts: { coupons, choice, storeId } } };
}

/** The coupon that a price was made with. Throws coupon_unusable when another was asked for by name. */
export function couponOf(quote: RoomQuote, wished: SaleWish['coupon']): string | null {
  const used = quote.discounts.find((one) => one.kind === 'coupon')?.id ?? null;
  if (wished !== 'best' && wished !== 'none' && wished !== used) {
    const offer = quote.coupons.find((one) => one.coupon.id === wished);
    throw new AppError('coupon_unusable', { reason: offer?.obstacle ?? 'unknown' });
  }
  return used;
}

/** What is served with the stay: what was added, and what the package brings. */
export async function servedWith(
  ctx: ReadContext,
  book: PriceBook,
  storeId: string,
  packageId: string | null,
  added: readonly MenuLine[],
): Promise<MenuLine[]> {
  if (packageId === null) return [...added];
  const rules = await book.publishedRules(ctx, storeId);
  const price = rules?.rules.find((rule) => rule.id === packageId)?.price;
  return [...(price?.mode === 'package' ? await packageLines(ctx, storeId, price.items) : []), ...added];
}

const reference = (orderId: string) => ({ kind: 'menu_order', id: orderId });

/** Promises the pieces of an order. Throws out_of_stock. */
export async function reserveLines(ctx: Context, order: MenuOrderRow): Promise<void> {
  const counted = order.lines.flatMap(({ listingId, quantity }) =>
    listingId === null ? [] : [{ listingId, quantity }],
  );
  if (counted.length === 0) return;
  const listings = await getListings(
    ctx,
    counted.map((line) => line.listingId),
  );
  const lines = counted.map((line) => ({
    ...line,
    policy: listings.get(line.listingId)?.stockPolicy ?? ('strict' as const),
  }));
  await reserveStock(asProduct(ctx), { storeId: order.storeId, reference: reference(order.id), lines });
}

/** Holds coupon and pieces for a charge that waits for its payment. Throws coupon_unusable, out_of_stock. */
export async function holdSale(
  ctx: Context,
  charge: ChargeRow,
  given: { storeId: string; memberId: string; lines: readonly MenuLine[] },
): Promise<void> {
  const { storeId, memberId, lines } = given;
  if (lines.length > 0) {
    const order = await insertMenuOrder(
      ctx.tx,
      {
        ...{ id: newId(), bookingId: charge.bookingId, chargeId: charge.id, clientKey: null, storeId },
        ...{ settle: 'booking', lines: [...lines], amount: sumOf(lines), note: null, expiresAt: charge.expiresAt },
      },
      ctx.now,
    );
    await reserveLines(ctx, order);
  }
  const { couponId } = charge;
  if (couponId !== null && !(await reserveCoupon(ctx, { couponId, memberId, orderId: charge.id })))
    throw new AppError('coupon_unusable', { reason: 'taken' });
}

/** The charge was paid: its coupon is spent, its things are sold and wait to be made. */
export async function fulfilSale(ctx: Context, booking: BookingRow, charge: ChargeRow): Promise<void> {
  if (charge.couponId !== null) await useCoupon(ctx, { orderId: charge.id });
  for (const order of await menuOrdersOfCharge(ctx.db, charge.id))
    if (order.state === 'awaiting_payment') await placeMenuOrder(ctx, booking, order);
}

/** What was ordered leaves the shelf and is told to whoever makes it. */
export async function placeMenuOrder(ctx: Context, booking: BookingRow, order: MenuOrderRow): Promise<void> {
  await sellReserved(asProduct(ctx), reference(order.id));
  await announceMenuOrder(ctx, booking, await setMenuOrderState(ctx.tx, order.id, 'placed', ctx.now));
}

/** The charge will not be paid: coupon and pieces are free again. */
export async function dropSale(ctx: Context, booking: BookingRow, charge: ChargeRow): Promise<void> {
  for (const order of await menuOrdersOfCharge(ctx.db, charge.id))
    if (order.state === 'awaiting_payment') await takeBack(ctx, booking, order);
  if (charge.couponId !== null) await releaseCoupon(ctx, { orderId: charge.id });
}

/** BKG-4: a late payment revives a booking: what was let go is held again, or false when somebody else has it. */
export async function retakeSale(ctx: Context, booking: BookingRow, charge: ChargeRow): Promise<boolean> {
  const { couponId } = charge;
  const { memberId } = booking;
  const orders = await menuOrdersOfCharge(ctx.db, charge.id);
  try {
    for (const order of orders) await reserveLines(ctx, order);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'out_of_stock') throw error;
    for (const order of orders) await releaseReserved(asProduct(ctx), reference(order.id));
    return false;
  }
  const held =
    couponId === null || (memberId !== null && (await reserveCoupon(ctx, { couponId, memberId, orderId: charge.id })));
  for (const order of orders)
    if (held) await setMenuOrderState(ctx.tx, order.id, 'awaiting_payment', ctx.now);
    else await releaseReserved(asProduct(ctx), reference(order.id));
  return held;
}

/** An order ends without being served. What nobody began to make goes back on the shelf. */
export async function takeBack(ctx: Context, booking: BookingRow, order: MenuOrderRow): Promise<void> {
  if (order.state === 'awaiting_payment') await releaseReserved(asProduct(ctx), reference(order.id));
  if (order.state === 'placed') {
    const lines = Map.groupBy(
      order.lines.filter((line) => line.listingId !== null),
      (line) => line.listingId,
    );
    const counted = [...lines].map(([listingId, some]) => ({
      listingId: listingId ?? '',
      quantity: some.reduce((sum, line) => sum + line.quantity, 0),
    }));
    const back = { storeId: order.storeId, reference: { kind: 'menu_return', id: order.id }, reason: 'cancelled' };
    if (counted.length > 0) await returnStock(asProduct(ctx), { ...back, lines: counted });
  }
  await announceMenuOrder(ctx, booking, await setMenuOrderState(ctx.tx, order.id, 'cancelled', ctx.now));
}

/** Coupons of charges whose booking was undone whole come back while they are valid. */
export async function returnCoupons(ctx: Context, charges: readonly ChargeRow[]): Promise<void> {
  for (const charge of charges)
    if (charge.couponId !== null && charge.state === 'paid') await returnCoupon(ctx, { orderId: charge.id });
}
