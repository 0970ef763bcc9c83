import { randomInt } from 'node:crypto';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { memberEnrolled } from './events.ts';
import { cardNumber, FIRST_LEVEL } from './rules.ts';
import { findMember, insertMember } from './store.ts';

/**
 * Enrols a customer as a member, in the registration's own transaction; the member's id is the customer's. Enrolling
 * twice changes nothing. Only identity's registration calls it, so the registration's own checks are its authorisation.
 */
export async function enrol(ctx: Context, { customerId, at }: { customerId: string; at: Date }): Promise<void> {
  if (await findMember(ctx.tx, customerId)) return;
  let number = '';
  for (let added = false; !added; ) {
    number = cardNumber(Array.from({ length: 10 }, () => randomInt(10)));
    added = await insertMember(ctx.tx, { id: customerId, cardNumber: number, level: FIRST_LEVEL, at });
    // The other reason for a conflict: the same customer, enrolled at the same time.
    if (!added && (await findMember(ctx.tx, customerId))) return;
  }
  await emit(ctx, memberEnrolled, { memberId: customerId, at: at.toISOString() });
  await audit(ctx, {
    action: 'members.enrol',
    object: { kind: 'member', id: customerId },
    after: { cardNumber: number },
  });
}
