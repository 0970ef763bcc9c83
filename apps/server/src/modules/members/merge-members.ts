import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { graverState } from './rules.ts';
import { closeMember, lockMember, lockMembers, mergeFigures, setState } from './store.ts';

/**
 * IDN-1: everything of one member goes over to the other, in the transaction in which identity merges the accounts and
 * has checked that both are the caller's. The graver state stays. Throws conflict when one of them is not enrolled.
 */
export async function mergeMembers(
  ctx: Context,
  { fromId, intoId }: { fromId: string; intoId: string },
): Promise<void> {
  const rows = await lockMembers(ctx.tx, [fromId, intoId]);
  const from = rows.find((row) => row.id === fromId);
  const into = rows.find((row) => row.id === intoId);
  if (!from || !into) throw new AppError('conflict');
  const kept = graverState(into, from);
  await mergeFigures(ctx.tx, fromId, intoId, ctx.now);
  if (kept.state !== into.state) {
    await setState(ctx.tx, intoId, { state: kept.state, reason: kept.state_reason, at: ctx.now });
  }
  await audit(ctx, {
    action: 'members.merge',
    object: { kind: 'member', id: intoId },
    before: { cards: [from.card_number, into.card_number], states: [from.state, into.state] },
    after: { card: into.card_number, state: kept.state },
  });
}

/** IDN-4: the member is closed with the account; card number and figures stay for the books. */
export async function closeMembership(
  ctx: Context,
  { customerId, at }: { customerId: string; at: Date },
): Promise<void> {
  const member = await lockMember(ctx.tx, customerId);
  if (!member) return;
  await closeMember(ctx.tx, member.id, at);
  await audit(ctx, { action: 'members.close', object: { kind: 'member', id: member.id } });
}
