import { requireStaff } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { accountCode } from './queries.ts';
import { firstDifference, readTotals } from './store.ts';

export interface LedgerVerification {
  consistent: boolean;
  journals: number;
  postings: number;
  accounts: number;
  /** The sum of all postings: zero, or something is badly wrong. Fen. */
  total: number;
  /** The first journal that does not sum to zero. */
  unbalancedJournal: string | null;
  firstDifference: { accountId: string; code: string; rollUp: number; postings: number } | null;
}

/** LED-10: recomputes every balance from the postings and names the first difference. Reads only. */
export async function verifyLedger(ctx: ReadContext): Promise<LedgerVerification> {
  requireStaff(ctx.actor, 'ledger:verify');
  const { unbalanced, ...totals } = await readTotals(ctx.db);
  const found = await firstDifference(ctx.db);
  return {
    ...totals,
    consistent: totals.total === 0 && unbalanced === null && found === null,
    unbalancedJournal: unbalanced,
    firstDifference: found && {
      accountId: found.accountId,
      code: accountCode(found),
      rollUp: found.rollUp,
      postings: found.postings,
    },
  };
}
