import { locale } from '@latchkey/contract';
import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

/** A code is to be sent. Phone and code are sealed (purposes `phone` and `sms_code`): the outbox is no place for them. */
export const smsCodeRequested = defineEvent(
  'identity.sms_code_requested',
  z.object({
    codeId: z.uuid(),
    phoneSealed: z.string(),
    codeSealed: z.string(),
    locale,
    expiresAt: z.iso.datetime({ offset: true }),
  }),
);

/** IDN-10: these sessions are over; whoever holds their websockets closes them. */
export const sessionsEnded = defineEvent(
  'identity.sessions_ended',
  z.object({
    sessionIds: z.array(z.uuid()),
    actor: z.object({ kind: z.enum(['customer', 'staff']), id: z.uuid() }),
    reason: z.string(),
  }),
);

export const customerRegistered = defineEvent('identity.customer_registered', z.object({ customerId: z.uuid() }));

/** IDN-1: everything of `fromId` belongs to `intoId` from now on. */
export const customersMerged = defineEvent(
  'identity.customers_merged',
  z.object({ fromId: z.uuid(), intoId: z.uuid() }),
);

/** IDN-4: the account is gone; what other modules keep of the person besides the books is to be removed. */
export const customerDeleted = defineEvent('identity.customer_deleted', z.object({ customerId: z.uuid() }));
