import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { nextNumber } from './charge-number.ts';
import { type ChargeRow, insertCharge } from './charge-store.ts';
import type { BookingRow } from './store.ts';

export interface OvertimeBill {
  from: Date;
  to: Date;
  unitPrice: number;
  unitMinutes: number;
  /** Fen: of the time, and of the service fee on top. */
  amount: number;
  serviceFee: number;
  state: 'owed' | 'awaiting_payment';
  /** Where the stay ends once it is paid; null for time that has passed. */
  newEnd: Date | null;
}

/** BKG-14, BIL-9: time beyond the end as a charge that explains itself. */
export async function insertOvertime(ctx: Context, booking: BookingRow, bill: OvertimeBill): Promise<ChargeRow> {
  const { unitPrice, unitMinutes, amount, serviceFee } = bill;
  const [from, to] = [bill.from.toISOString(), bill.to.toISOString()];
  const total = amount + serviceFee;
  return insertCharge(
    ctx.tx,
    {
      ...{ id: newId(), bookingId: booking.id, number: await nextNumber(ctx, booking), kind: 'overtime' },
      ...{
        state: bill.state,
        amount: total,
        storeDiscount: 0,
        platformDiscount: 0,
        newEnd: bill.newEnd,
        expiresAt: null,
      },
      quote: {
        ...{ mode: booking.mode ?? 'hourly', packageId: null, from, to },
        segments: [{ from, to, label: 'overtime', unitPrice, unitMinutes, amount }],
        adjustments: serviceFee > 0 ? [{ kind: 'service_fee', amount: serviceFee }] : [],
        ...{ people: null, addOns: [], discounts: [], total },
      },
    },
    ctx.now,
  );
}
