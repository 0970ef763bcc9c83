/**
 * Wallet: the stored balance of members: top-ups with what is given on top, spending, refunds, statement (PAY-11, PAY-13).
 * Owns schema `wallet`: plans, top_ups, top_up_refunds, wallets, holdings, entries.
 * Invariants, held by the database: no balance below zero, one line of the statement for a movement, lines never change.
 * What an entity's members hold is what the journal says that it owes. Spending takes principal before gift.
 * Lock order: the order or top-up, the wallets by member, payments, ledger.
 */
import type { ModuleParts } from '../../kernel/module.ts';
import { handlers } from './routes.ts';
import { subscriptions } from './subscriptions.ts';

export { beginTopUp, type TopUpInput } from './begin-top-up.ts';
export { toppedUp } from './events.ts';
export { closeWallet, mergeWallets, openBalanceMatters } from './merge-wallets.ts';
export { returnBalance, spendBalance } from './move-balance.ts';
export { writePlan } from './plan-top-ups.ts';
export {
  balancePayments,
  balanceRefunds,
  balancesOf,
  myTopUp,
  returnedParts,
  topUpOptions,
  verifyWallets,
  type WalletVerification,
  walletPersonalData,
} from './queries.ts';
export { refundTopUp } from './refund-top-up.ts';

export const walletModule: ModuleParts = { handlers, subscriptions };
