import type { bookingsSchemas } from '@latchkey/contract';
import {
  type CalendarFacts,
  modesOf,
  type OvertimeQuote,
  quoteOvertime,
  quoteRoom,
  type RoomAddOn,
  type RoomDiscountWish,
  type RoomMode,
  type RoomOffer,
  type RoomQuote,
  type RoomRuleSet,
} from '@latchkey/pricing';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';

export type QuoteView = bookingsSchemas.BookingQuote;

/** Where prices and calendars come from; the wiring says. */
export interface PriceBook {
  /** The store's published prices that hold at an instant, now unless said; null while it has none. */
  publishedRules(ctx: ReadContext, storeId: string, at?: Date): Promise<RoomRuleSet | null>;
  /** The local days that a stay between two instants touches, with one before. */
  calendarFacts(ctx: ReadContext, storeId: string, from: Date, to: Date): Promise<CalendarFacts>;
}

export interface StayToPrice {
  storeId: string;
  roomId: string;
  roomKind: string;
  from: Date;
  to: Date;
  people: number;
  memberLevel: string | null;
  /** What is sold with it. */
  addOns?: readonly RoomAddOn[];
  discounts?: RoomDiscountWish;
}

const request = (ctx: ReadContext, stay: StayToPrice) => ({
  from: stay.from.getTime(),
  until: stay.to.getTime(),
  at: ctx.now.getTime(),
  roomId: stay.roomId,
  roomKindId: stay.roomKind,
  people: stay.people,
  memberLevel: stay.memberLevel,
  ...(stay.addOns ? { addOns: stay.addOns } : {}),
  ...(stay.discounts ? { discounts: stay.discounts } : {}),
});

/** BIL-7: what a stay costs by every way that is open for the room. Empty for a room without prices. */
export async function offersOf(ctx: ReadContext, book: PriceBook, stay: StayToPrice): Promise<RoomOffer[]> {
  const rules = await book.publishedRules(ctx, stay.storeId);
  if (rules === null) return [];
  return modesOf(rules, await book.calendarFacts(ctx, stay.storeId, stay.from, stay.to), request(ctx, stay));
}

/** The price of a stay by the way that was chosen. Throws room_not_offered. */
export async function priceOf(
  ctx: ReadContext,
  book: PriceBook,
  stay: StayToPrice,
  { mode, packageId }: { mode: RoomMode; packageId: string | null },
): Promise<RoomQuote> {
  const rules = await book.publishedRules(ctx, stay.storeId);
  if (rules === null) throw new AppError('room_not_offered');
  const calendar = await book.calendarFacts(ctx, stay.storeId, stay.from, stay.to);
  const quote = quoteRoom(rules, calendar, { ...request(ctx, stay), mode, packageId });
  if (quote.kind === 'refusal') throw new AppError('room_not_offered', { reason: quote.reason });
  return quote;
}

/** BKG-14: what staying beyond the end costs by now; null where the store asks nothing for it. */
export async function overtimeOf(
  ctx: ReadContext,
  book: PriceBook,
  stay: StayToPrice,
  end: Date,
): Promise<OvertimeQuote | null> {
  const rules = await book.publishedRules(ctx, stay.storeId);
  if (rules === null) return null;
  const calendar = await book.calendarFacts(ctx, stay.storeId, end, ctx.now);
  const { roomId, roomKind, people, memberLevel } = stay;
  const who = { roomId, roomKindId: roomKind, people, memberLevel };
  return quoteOvertime(rules, calendar, { ...who, end: end.getTime(), now: ctx.now.getTime() });
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** A price as it is kept with a charge and shown. */
export function presentQuote(quote: RoomQuote): QuoteView {
  const { mode, packageId, adjustments, people, discounts, total } = quote;
  return {
    mode,
    packageId,
    from: iso(quote.from),
    to: iso(quote.until),
    segments: quote.segments.map(({ from, until, label, unitPrice, unitMinutes, amount }) => ({
      ...{ from: iso(from), to: iso(until), label, unitPrice, unitMinutes, amount },
    })),
    adjustments: adjustments.map(({ kind, amount }) => ({ kind, amount })),
    people,
    addOns: quote.addOns.map(({ label, quantity, unitPrice, amount }) => ({ label, quantity, unitPrice, amount })),
    discounts: discounts.map(({ kind, id, label, amount }) => ({ kind, id, label, amount })),
    total,
  };
}

/** What each side bears of a price's discounts. */
export function discountsOf(quote: RoomQuote): { storeDiscount: number; platformDiscount: number } {
  const of = (bearer: 'store' | 'platform') =>
    quote.discounts.filter((one) => one.bearer === bearer).reduce((sum, one) => sum + one.amount, 0);
  return { storeDiscount: of('store'), platformDiscount: of('platform') };
}

export const presentOffer = ({ mode, packageId, label, quote }: RoomOffer) => ({
  mode,
  packageId,
  label,
  quote: quote.kind === 'quote' ? presentQuote(quote) : null,
  refusal: quote.kind === 'refusal' ? quote.reason : null,
  coupons: (quote.kind === 'quote' ? quote.coupons : []).slice(0, 30).map(({ coupon, value, obstacle }) => ({
    ...{ id: coupon.id, name: coupon.name, amount: coupon.amount, value, threshold: coupon.threshold, obstacle },
    expiresAt: iso(coupon.expiresAt),
  })),
});
