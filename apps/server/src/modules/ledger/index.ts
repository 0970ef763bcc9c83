/**
 * Ledger: double entry for every fen that moves (LED-1, LED-2, LED-10).
 * Tables: ledger.accounts, journals, postings, balances, waiting_journals. Published SQL: `ledger.post(…)`,
 * `ledger.member_liabilities()`.
 * Invariants, held by the database: postings of a journal come together and sum to zero; nothing is changed or removed;
 * one journal of a kind for a reference. Balances are roll-ups of postings, never written by a sale.
 * Lock order: the sale's journal (refunds of one order), then the roll-up's advisory lock (rollers only).
 */
import type { ModuleParts } from '../../kernel/module.ts';
import type { LedgerPorts } from './fund-pool.ts';
import { rollUpSweep } from './jobs.ts';
import { createHandlers } from './routes.ts';

export {
  type AccountName,
  balanceGifts,
  channelFees,
  channelTransit,
  customerRefunds,
  deposits,
  memberBalance,
  memberGifts,
  type Posting,
} from './account-rules.ts';
export { type JournalInput, post } from './post.ts';
export { postRefund, type RefundPostingInput } from './post-refund.ts';
export { postSale, type SaleInput } from './post-sale.ts';
export { type OrderSplit, splitOfOrder } from './queries.ts';
export type { BalancePart, SaleShares } from './rules.ts';
export { type LedgerVerification, verifyLedger } from './verify-ledger.ts';

/** The module over what the floors above answer. */
export const createLedgerModule = (ports: LedgerPorts): ModuleParts => ({
  handlers: createHandlers(ports),
  sweeps: [rollUpSweep],
});
