import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { news } from '../../kernel/news.ts';
import { forgetPicture } from './choose-picture.ts';
import { customersMerged } from './events.ts';
import type { IdentityPorts } from './ports.ts';
import { type MergeSide, mergedFacts } from './rules.ts';
import { type CustomerRow, closeMerged, lockCustomers, moveConsents, setCarriedFacts } from './store-customers.ts';
import { moveSessions } from './store-sessions.ts';
import { moveRefusals } from './store-sign-ins.ts';

const side = (row: CustomerRow): MergeSide => ({
  name: row.name,
  openid: row.openid,
  unionid: row.unionid,
  consentVersion: row.consent_version,
  guideSeen: row.guide_seen,
  picture: row.picture,
});

/**
 * IDN-1: makes two accounts of one person into one. WeChat account, consents and open sessions move over; members move
 * in the same transaction by the port, everything else by the event. Throws phone_in_use when both have a WeChat account.
 */
export async function mergeCustomers(
  ctx: Context,
  ports: IdentityPorts,
  { fromId, intoId }: { fromId: string; intoId: string },
): Promise<void> {
  const rows = await lockCustomers(ctx.tx, [fromId, intoId]);
  const from = rows.find((row) => row.id === fromId);
  const into = rows.find((row) => row.id === intoId);
  if (!from || !into || from.state !== 'active' || into.state !== 'active') throw new AppError('conflict');
  const facts = mergedFacts(side(into), side(from));
  if (!facts) throw new AppError('phone_in_use');
  // The old row lets go of the WeChat account first: no two rows may hold it at once.
  await closeMerged(ctx.tx, fromId, intoId, ctx.now);
  await setCarriedFacts(ctx.tx, intoId, facts);
  if (from.picture !== facts.picture) await forgetPicture(ctx, from.picture);
  await moveConsents(ctx.tx, fromId, intoId);
  await moveSessions(ctx.tx, fromId, intoId);
  await moveRefusals(ctx.tx, fromId, intoId);
  await ports.onCustomersMerged(ctx, { fromId, intoId });
  await emit(ctx, customersMerged, { fromId, intoId });
  // Open websockets of the account that is gone look at once whose they are now.
  news(ctx, `me:${fromId}`, 'session.ended', { id: fromId });
  await audit(ctx, {
    action: 'identity.merge',
    object: { kind: 'customer', id: intoId },
    before: { accounts: [fromId, intoId] },
    after: { mergedFrom: fromId, wechatBound: facts.openid !== null },
  });
}
