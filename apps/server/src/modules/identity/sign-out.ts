import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { closeSessions } from './start-session.ts';

/** Ends the session that the request came with, a customer's or a staff member's. */
export async function signOut(ctx: Context): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'customer' && actor.kind !== 'staff') throw new AppError('unauthenticated');
  await closeSessions(ctx, { audience: actor.kind, ownerId: actor.id, onlyId: actor.sessionId }, 'signed_out');
  await audit(ctx, { action: 'identity.sign_out', object: { kind: actor.kind, id: actor.id } });
}
