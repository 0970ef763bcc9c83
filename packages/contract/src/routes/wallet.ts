import { z } from 'zod';
import { balanceEntryKind, topUpState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { fen, id, idParams, instant, note, pageOf, pageQuery, signedFen } from '../schemas.ts';
import { customerOrderDetail, paymentView } from './orders.ts';

/** A member's stored balance: `balance = principal + gift`. Spending takes principal first, then gift. */
export const balance = z.object({ balance: fen, principal: fen, gift: fen });
/** One line of a statement. Amounts are signed: what came in is positive. `balanceAfter` is the whole balance then. */
export const balanceEntry = z.object({
  id,
  kind: balanceEntryKind,
  amount: signedFen,
  principal: signedFen,
  gift: signedFen,
  balanceAfter: fen,
  /** What it belongs to: an order, a top-up, or a merged member, by id and number. */
  reference: z.object({ kind: z.string(), id, number: z.string().nullable() }),
  storeName: z.string().nullable(),
  at: instant,
});
/** Who tops up at least `amount` gets `gift`; the tier with the largest amount that was reached counts. */
export const topUpTier = z.object({ amount: fen.min(1).max(10_000_000), gift: fen.max(10_000_000) });
const planFields = {
  tiers: z.array(topUpTier).min(1).max(12),
  /** The least and the most that a customer may choose freely, in fen; null allows the tiers' amounts only. */
  freeAmount: z.object({ least: fen.min(100).max(10_000_000), most: fen.min(100).max(10_000_000) }).nullable(),
};
export const topUpOptions = z.object({
  /** Null while nothing can be topped up. */
  plan: z.object({ id, ...planFields, validTo: instant.nullable(), refundDays: z.int() }).nullable(),
});
export const topUp = z.object({
  id,
  number: z.string(),
  state: topUpState,
  amount: fen,
  gift: fen,
  /** Principal that went back to the channel. */
  refunded: fen,
  createdAt: instant,
  paidAt: instant.nullable(),
  /** The attempt to show: the one that paid, else the newest. */
  payment: paymentView.nullable(),
});
export const topUpPlan = z.object({
  id,
  version: z.int(),
  entity: z.object({ id, name: z.string() }),
  ...planFields,
  validFrom: instant,
  validTo: instant.nullable(),
  createdAt: instant,
  createdBy: z.string().nullable(),
  /** Whether new top-ups follow this version now. */
  inForce: z.boolean(),
});
export const staffTopUp = topUp
  .omit({ payment: true })
  .extend({ refundable: fen, refundableUntil: instant.nullable() });

export const walletRoutes = defineRoutes({
  'GET /me/balance': { summary: 'The customer\u2019s stored balance.', audience: 'customer', response: balance },
  'GET /me/balance/entries': {
    summary: 'PAY-11: the statement of the stored balance, newest first, with the balance after each line.',
    audience: 'customer',
    query: pageQuery,
    response: pageOf(balanceEntry),
  },
  'GET /top-up-options': {
    summary: 'What can be topped up now, and what is given on top.',
    audience: 'optional',
    response: topUpOptions,
  },
  'POST /me/top-ups': {
    summary:
      'Begin a top-up: makes it and its first payment attempt. `expectedGift` is what the customer saw; less is refused with top_up_changed.',
    audience: 'customer',
    ratePerMinute: 30,
    body: z.object({
      amount: fen.min(1).max(10_000_000),
      expectedGift: fen,
      channel: z.enum(['wechat']),
      method: z.enum(['h5', 'jsapi', 'native']),
      /** Where the cashier leads back to; `{id}` in it becomes the top-up\u2019s id. */
      returnUrl: z.string().max(300).optional(),
    }),
    response: topUp,
  },
  'GET /me/top-ups/:id': {
    summary: 'One top-up of the customer, with its payment.',
    audience: 'customer',
    ratePerMinute: 600,
    params: idParams,
    response: topUp,
  },
  'POST /me/top-ups/:id/check': {
    summary: 'The customer came back from the cashier: ask the channel now. Changes nothing by itself.',
    audience: 'customer',
    ratePerMinute: 60,
    params: idParams,
    response: topUp,
  },
  'POST /orders/:id/balance-payment': {
    summary:
      'PAY-11: pay an order from the stored balance, at once: the answer is the paid order. Refused with balance_insufficient.',
    audience: 'customer',
    ratePerMinute: 60,
    params: idParams,
    response: customerOrderDetail,
  },

  'GET /staff/top-up-plans': {
    summary: 'All versions of the top-up plan, newest first.',
    audience: 'staff',
    permission: 'balances',
    query: pageQuery,
    response: pageOf(topUpPlan),
  },
  'POST /staff/top-up-plans': {
    summary: 'Write a new version of the top-up plan; earlier versions stay as they were.',
    audience: 'staff',
    permission: 'balances:edit',
    body: z.object({ entityId: id, ...planFields, validFrom: instant, validTo: instant.nullable() }),
    response: topUpPlan,
  },
  'POST /staff/top-up-plans/:id/end': {
    summary: 'End a version now; an earlier one that is still valid comes back into force.',
    audience: 'staff',
    permission: 'balances:edit',
    params: idParams,
    body: z.object({ reason: note }),
    response: topUpPlan,
  },
  'GET /staff/balances/liabilities': {
    summary: 'PAY-13: what each issuing entity owes to members, by principal and gift.',
    audience: 'staff',
    permission: 'balances',
    response: z.object({
      at: instant,
      items: z
        .array(z.object({ entity: z.object({ id, name: z.string() }), principal: fen, gift: fen, members: z.int() }))
        .max(1000),
      /** Whether the wallets and the journal\u2019s accounts say the same for every entity. */
      consistent: z.boolean(),
    }),
  },
  'GET /staff/members/:id/balance': {
    summary: 'A member\u2019s stored balance.',
    audience: 'staff',
    permission: 'members',
    params: idParams,
    response: balance,
  },
  'GET /staff/members/:id/balance/entries': {
    summary: 'A member\u2019s statement, newest first.',
    audience: 'staff',
    permission: 'members',
    params: idParams,
    query: pageQuery,
    response: pageOf(balanceEntry),
  },
  'GET /staff/members/:id/top-ups': {
    summary: 'A member\u2019s paid top-ups, newest first, with what can still go back.',
    audience: 'staff',
    permission: 'balances',
    params: idParams,
    query: pageQuery,
    response: pageOf(staffTopUp),
  },
  'POST /staff/top-ups/:id/refunds': {
    summary: 'PAY-13: give the unspent principal of a top-up back through its channel; its unspent gift lapses.',
    audience: 'staff',
    permission: 'balances:refund',
    params: idParams,
    body: z.object({ amount: fen.min(1), reason: note }),
    response: staffTopUp,
  },
});
