import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { invalidInput } from '../../kernel/errors.ts';
import { noticeVersion } from './privacy-notice.ts';
import { writeConsent } from './register-customer.ts';
import { closeSessions } from './start-session.ts';
import { lockCustomer } from './store-customers.ts';

/**
 * IDN-4: accepts the notice in force, or withdraws consent. After a withdrawal all other sessions end; this one stays,
 * so that the person can export or delete. Throws invalid_input when another version than the one in force is accepted.
 */
export async function recordConsent(ctx: Context, input: { noticeVersion: string; accepted: boolean }): Promise<void> {
  const { id, sessionId } = requireCustomer(ctx.actor);
  if (input.accepted && input.noticeVersion !== noticeVersion) throw invalidInput('noticeVersion', noticeVersion);
  const before = await lockCustomer(ctx.tx, id);
  // A withdrawal names what was agreed to, whatever version the screen showed.
  const version = input.accepted ? noticeVersion : (before.consent_version ?? noticeVersion);
  await writeConsent(ctx, id, version, input.accepted);
  if (!input.accepted) {
    await closeSessions(ctx, { audience: 'customer', ownerId: id, exceptId: sessionId }, 'consent_withdrawn');
  }
  await audit(ctx, {
    action: input.accepted ? 'identity.accept_notice' : 'identity.withdraw_consent',
    object: { kind: 'customer', id },
    before: { consentVersion: before.consent_version },
    after: { consentVersion: input.accepted ? noticeVersion : null },
  });
}
