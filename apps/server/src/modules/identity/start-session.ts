import type { Context } from '../../kernel/context.ts';
import { randomToken, sha256 } from '../../kernel/crypto.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { sessionsEnded } from './events.ts';
import { CUSTOMER_SESSION_MS, STAFF_SESSION_MS } from './rules.ts';
import { endSessions, insertSession } from './store-sessions.ts';
import type { Way } from './store-sign-ins.ts';

export interface SessionOwner {
  audience: 'customer' | 'staff';
  ownerId: string;
  way: Way;
  secondFactor?: boolean;
  userAgent?: string | undefined;
}

/** Begins a session: 32 random bytes for the caller, their SHA-256 for the database. */
export async function startSession(ctx: Context, owner: SessionOwner): Promise<{ id: string; token: string }> {
  const token = randomToken(32);
  const id = newId();
  const lifetime = owner.audience === 'customer' ? CUSTOMER_SESSION_MS : STAFF_SESSION_MS;
  await insertSession(ctx.tx, {
    id,
    audience: owner.audience,
    tokenHash: sha256(token),
    ownerId: owner.ownerId,
    way: owner.way,
    at: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + lifetime),
    secondFactor: owner.secondFactor ?? false,
    address: ctx.origin?.address ?? null,
    userAgent: owner.userAgent?.slice(0, 300) ?? null,
  });
  return { id, token };
}

/**
 * Ends a person's sessions at once: from the commit on every request is refused, and the event tells whoever holds
 * their websockets (IDN-10). Answers how many ended.
 */
export async function closeSessions(
  ctx: Context,
  choice: { audience: 'customer' | 'staff'; ownerId: string; onlyId?: string; exceptId?: string },
  reason: string,
): Promise<number> {
  const sessionIds = await endSessions(ctx.tx, choice, { at: ctx.now, reason });
  if (sessionIds.length === 0) return 0;
  const actor = { kind: choice.audience, id: choice.ownerId };
  await emit(ctx, sessionsEnded, { sessionIds, actor, reason });
  // The own tab that signs out needs no news about it.
  const own = ctx.actor.kind === choice.audience ? ctx.actor.sessionId : null;
  if (choice.onlyId === undefined || choice.onlyId !== own) {
    const topic =
      choice.audience === 'customer' ? (`me:${choice.ownerId}` as const) : (`staff:${choice.ownerId}` as const);
    news(ctx, topic, 'session.ended', { id: choice.ownerId });
  }
  return sessionIds.length;
}
