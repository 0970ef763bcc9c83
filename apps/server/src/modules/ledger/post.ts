import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { Posting } from './account-rules.ts';
import { insertJournal } from './store.ts';

export interface JournalInput {
  /** `sale`, `refund`, …: one journal of a kind for a reference. */
  kind: string;
  reference: { kind: string; id: string; number?: string | null };
  storeId?: string | null;
  entityId?: string | null;
  memo?: string | null;
  /** The journal that this one reverses a part of. */
  refersTo?: string | null;
  /** How the amounts came about; kept with the journal. */
  terms?: unknown;
  /** When it happened; `ctx.now` by default. */
  at?: Date;
  /** Fen, debits positive, summing to zero. */
  postings: readonly Posting[];
}

/**
 * LED-1: posts a journal in the caller's transaction. Posting again for the same reference and kind changes nothing and
 * answers the first journal. Throws RangeError when the postings do not sum to zero.
 */
export async function post(ctx: Context, input: JournalInput): Promise<{ journalId: string; fresh: boolean }> {
  requireSystem(ctx.actor);
  return write(ctx, input);
}

/** For the ledger's own verbs, which have checked their caller. */
export async function write(ctx: Context, input: JournalInput): Promise<{ journalId: string; fresh: boolean }> {
  const postings = input.postings.filter((posting) => posting.amount !== 0);
  const total = postings.reduce((sum, posting) => sum + posting.amount, 0);
  if (total !== 0 || postings.length < 2) throw new RangeError('A journal is two postings or more that sum to zero');
  return insertJournal(
    ctx.tx,
    {
      id: newId(),
      kind: input.kind,
      reference: { ...input.reference, number: input.reference.number ?? null },
      storeId: input.storeId ?? null,
      entityId: input.entityId ?? null,
      memo: input.memo ?? null,
      refersTo: input.refersTo ?? null,
      terms: input.terms ?? null,
      at: input.at ?? ctx.now,
      postings,
    },
    ctx.now,
  );
}
