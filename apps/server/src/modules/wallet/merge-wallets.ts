import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { TOP_UP_MINUTES } from './begin-top-up.ts';
import { bookLapse } from './book.ts';
import { move } from './move-balance.ts';
import { negated, worth } from './rules.ts';
import { holdingsOf, holdWallet } from './store.ts';
import { changeTopUpOwner, openTopUps } from './top-up-store.ts';

/** IDN-1: two accounts become one, in the merge's own transaction: the balance goes over, with its issuers, and top-ups follow. */
export async function mergeWallets(
  ctx: Context,
  { fromId, intoId }: { fromId: string; intoId: string },
): Promise<void> {
  await changeTopUpOwner(ctx.tx, fromId, intoId);
  // Both wallets in the order of their ids.
  const held = new Map<string, Awaited<ReturnType<typeof holdWallet>>>();
  for (const id of [fromId, intoId].sort()) held.set(id, await holdWallet(ctx.tx, id));
  const parts = (held.get(fromId) ?? []).filter((part) => part.principal + part.gift > 0);
  if (parts.length === 0) return;
  const common = { kind: 'merge', orderId: null, storeId: null } as const;
  const member = (id: string) => ({ kind: 'member', id, number: null });
  await move(ctx, { ...common, id: newId(), memberId: fromId, parts: negated(parts), reference: member(intoId) });
  await move(ctx, { ...common, id: newId(), memberId: intoId, parts, reference: member(fromId) });
  await audit(ctx, {
    action: 'wallet.merge',
    object: { kind: 'member', id: intoId },
    after: { fromId, moved: worth(parts) },
  });
}

/** IDN-4: an account with money in it, or on its way into it, stays until the money is spent or given back. */
export async function openBalanceMatters(ctx: ReadContext, memberId: string): Promise<{ kind: string; id: string }[]> {
  const since = new Date(ctx.now.getTime() - TOP_UP_MINUTES * 60_000);
  const waiting = await openTopUps(ctx.db, memberId, since);
  const principal = (await holdingsOf(ctx.db, memberId)).some((holding) => holding.principal > 0);
  return [
    ...waiting.map(({ id }) => ({ kind: 'top_up', id })),
    ...(principal ? [{ kind: 'balance', id: memberId }] : []),
  ];
}

/** IDN-4: with the account, what was given on top and never spent lapses. */
export async function closeWallet(ctx: Context, { customerId }: { customerId: string }): Promise<void> {
  const gifts = (await holdWallet(ctx.tx, customerId)).filter((holding) => holding.gift > 0);
  for (const { entityId, gift } of gifts) {
    const id = newId();
    await move(ctx, {
      id,
      memberId: customerId,
      kind: 'lapse',
      parts: [{ entityId, principal: 0, gift: -gift }],
      reference: { kind: 'lapse', id, number: null },
      orderId: null,
      storeId: null,
    });
    await bookLapse(ctx, id, entityId, gift);
  }
}
