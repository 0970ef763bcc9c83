import { z } from 'zod';
import { defineRoutes } from '../route.ts';
import { basisPoints, calendarDate, fen, id, idParams, instant, pageOf, pageQuery, signedFen } from '../schemas.ts';

export const account = z.object({
  id,
  code: z.string(),
  kind: z.string(),
  owner: z.object({ kind: z.string(), id, name: z.string() }).nullable(),
  balance: signedFen,
});
export const posting = z.object({
  accountId: id,
  accountCode: z.string(),
  ownerName: z.string().nullable(),
  amount: signedFen,
});
export const journal = z.object({
  id,
  kind: z.string(),
  reference: z.object({ kind: z.string(), id, number: z.string().nullable() }),
  storeId: id.nullable(),
  memo: z.string().nullable(),
  at: instant,
  postings: z.array(posting).max(40),
});

const storeName = z.object({ id, name: z.string() });
/** LED-14: `balance = available + notSettled + held`; what is in payout has left the balance already. Fen. */
export const storeFunds = z.object({
  store: storeName,
  accountId: id,
  balance: signedFen,
  /** Sales of the store's running day less their refunds: settled from the next day on. */
  notSettled: signedFen,
  /** Promised to customers by refunds under way. */
  held: fen,
  available: signedFen,
  inPayout: fen,
  /** What came in and went out in the period asked for. */
  inflow: fen,
  outflow: fen,
});
const amounts = {
  orders: z.int(),
  gross: fen,
  /** Discounts by who bears them; the platform's count as paid to the store. */
  storeDiscount: fen,
  platformDiscount: fen,
  paid: fen,
  serviceFee: fen,
  /** The store's part of the channel's fee, and the platform's. */
  channelFee: fen,
  platformChannelFee: fen,
  /** Given back to customers, and the store's share of it. */
  refunded: fen,
  refundedShare: fen,
  /** `gross − storeDiscount − serviceFee − channelFee − refundedShare`: what the store gets. */
  net: signedFen,
};
/** LED-2: a line of a statement, for an order or for a store's local day. */
export const statementLine = z.object({
  day: calendarDate,
  store: storeName,
  order: z.object({ id, number: z.string(), at: instant, serviceFeeRate: basisPoints, journalId: id }).nullable(),
  ...amounts,
});
const statementQuery = {
  by: z.enum(['order', 'day']).default('day'),
  storeId: id.optional(),
  from: instant.optional(),
  to: instant.optional(),
};

export const ledgerRoutes = defineRoutes({
  'GET /staff/ledger/fund-pool': {
    summary:
      'LED-3, LED-14: what is owed to stores, in total and each, with in- and outflow; one moment for all figures.',
    audience: 'staff',
    permission: 'ledger',
    query: pageQuery.extend({ from: instant.optional(), to: instant.optional(), storeId: id.optional() }),
    response: pageOf(storeFunds).extend({
      at: instant,
      /** Over all stores in scope, not only the page. */
      total: signedFen,
      inflow: fen,
      outflow: fen,
      /** The sum of each kind of account, debits positive, for those who see the whole chain: together they are zero. */
      kinds: z.array(z.object({ kind: z.string(), balance: signedFen })).max(50),
    }),
  },
  'GET /staff/ledger/statements': {
    summary: 'LED-2: what stores get, explained to the fen, per order or per day; newest first, with totals over all.',
    audience: 'staff',
    permission: 'ledger',
    query: pageQuery.extend(statementQuery),
    response: pageOf(statementLine).extend({ totals: z.object(amounts) }),
  },
  'GET /staff/ledger/statements/export': {
    summary: 'The same as a CSV text, 20,000 lines at most.',
    audience: 'staff',
    permission: 'ledger',
    ratePerMinute: 12,
    query: z.object(statementQuery),
    response: z.object({ fileName: z.string(), csv: z.string(), lines: z.int(), complete: z.boolean() }),
  },
  'GET /staff/ledger/accounts': {
    summary: 'Accounts in scope with their balances (debits positive).',
    audience: 'staff',
    permission: 'ledger',
    query: pageQuery.extend({ kind: z.string().max(40).optional(), search: z.string().max(60).optional() }),
    response: pageOf(account),
  },
  'GET /staff/ledger/journals': {
    summary: 'Journals in scope, newest first.',
    audience: 'staff',
    permission: 'ledger',
    query: pageQuery.extend({
      storeId: id.optional(),
      accountId: id.optional(),
      orderId: id.optional(),
      kind: z.string().max(40).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    response: pageOf(journal),
  },
  'GET /staff/ledger/journals/:id': {
    summary: 'One journal.',
    audience: 'staff',
    permission: 'ledger',
    params: idParams,
    response: journal,
  },
  'POST /staff/ledger/verify': {
    summary: 'LED-10: recompute every balance from its postings.',
    audience: 'staff',
    permission: 'ledger:verify',
    ratePerMinute: 6,
    response: z.object({
      consistent: z.boolean(),
      journals: z.int(),
      postings: z.int(),
      accounts: z.int(),
      total: signedFen,
      firstDifference: z.object({ accountId: id, code: z.string(), rollUp: signedFen, postings: signedFen }).nullable(),
    }),
  },
});
