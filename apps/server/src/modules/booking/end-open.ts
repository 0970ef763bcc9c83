import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { postSale } from '../ledger/index.ts';
import { feeTerms } from '../organisation/index.ts';
import { asProduct, bookingFacts, record } from './announce.ts';
import { nextNumber } from './charge-number.ts';
import { type ChargeRow, insertCharge, markChargePaid } from './charge-store.ts';
import { consumeDeposit, openSessionOf } from './deposit-store.ts';
import { paidDeposits, returnDeposits } from './deposits.ts';
import { chargePaid } from './events.ts';
import { readMeter } from './open-meter.ts';
import { consume, heldIn } from './open-rules.ts';
import { type PriceBook, presentQuote, type QuoteView } from './prices.ts';
import { settleRefund } from './refund-charge.ts';
import type { BookingRow } from './store.ts';

/** Takes a charge from the balance, or leaves it as a debt. */
export type Collect = (ctx: Context, booking: BookingRow, charge: ChargeRow) => Promise<void>;

/**
 * BKG-15, BKG-16: the bill of a session that has just ended: its use is paid from the deposits, what they do not hold from
 * the balance or owed, and the rest of them goes back at once. Lock order: booking, wallet, payments, ledger.
 */
export async function settleOpen(
  caller: Context,
  book: PriceBook,
  booking: BookingRow,
  collect: Collect,
): Promise<void> {
  const ctx = asProduct(caller);
  const { quote: priced } = await readMeter(ctx, book, booking, booking.endedAt ?? ctx.now);
  const quote = presentQuote(priced);
  const held = heldIn(await paidDeposits(ctx, booking.id));
  const fromDeposit = Math.min(held, quote.total);
  const rest = quote.total - fromDeposit;
  if (fromDeposit > 0) await payFromDeposit(ctx, booking, rest === 0 ? quote : cutShort(quote, rest));
  if (rest > 0) {
    const charge = await insertUsage(ctx, booking, rest, fromDeposit === 0 ? quote : null);
    await collect(ctx, booking, charge);
  }
  await record(ctx, booking, { name: 'session.billed', detail: { amount: quote.total, deposit: fromDeposit, rest } });
  for (const { refundId, balance } of await returnDeposits(ctx, booking, 'deposit'))
    await settleRefund(ctx, { refundId, succeeded: true, at: ctx.now, balance });
}

/** The part of a bill that the deposit pays for, with what is beyond it taken off and billed apart. */
const cutShort = (quote: QuoteView, rest: number): QuoteView => ({
  ...quote,
  adjustments: [...quote.adjustments, { kind: 'beyond_deposit', amount: -rest }],
  total: quote.total - rest,
});

const insertUsage = async (ctx: Context, booking: BookingRow, amount: number, quote: QuoteView | null) =>
  insertCharge(
    ctx.tx,
    {
      ...{ id: newId(), bookingId: booking.id, number: await nextNumber(ctx, booking), kind: 'usage', state: 'owed' },
      ...{ amount, storeDiscount: 0, platformDiscount: 0, quote, newEnd: null, expiresAt: null },
    },
    ctx.now,
  );

/** What was held becomes the store's, by its terms. */
async function payFromDeposit(ctx: Context, booking: BookingRow, quote: QuoteView): Promise<void> {
  const { total: amount } = quote;
  const charge = await insertUsage(ctx, booking, amount, quote);
  const parts = consume(await paidDeposits(ctx, booking.id), amount);
  for (const part of parts) await consumeDeposit(ctx.tx, part.id, part.amount);
  const { entityId: holder } = await openSessionOf(ctx.db, booking.id);
  const { entityId, serviceFee, channelFeeBearer } = await feeTerms(ctx, booking.storeId);
  await postSale(ctx, {
    of: 'booking',
    ...{ orderId: charge.id, number: charge.number, storeId: booking.storeId, entityId, at: ctx.now },
    ...{ channel: 'deposit', paid: amount, storeBorneDiscount: 0, platformBorneDiscount: 0 },
    ...{ serviceFee, channelFeeBearer, channelFee: parts.reduce((sum, part) => sum + part.fee, 0) },
    fromDeposit: holder,
  });
  await markChargePaid(ctx.tx, charge.id, { paymentId: null, channel: null, at: ctx.now });
  await emit(ctx, chargePaid, {
    ...bookingFacts(booking),
    ...{ chargeId: charge.id, charge: 'usage', amount, channel: null, at: ctx.now.toISOString() },
  });
  await record(ctx, booking, { name: 'charge.paid', detail: { kind: 'usage', amount, channel: 'deposit' } });
}
