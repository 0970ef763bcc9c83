import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

/** A paid top-up was credited, with what was given on top. Amounts in fen. */
export const toppedUp = defineEvent(
  'wallet.topped_up',
  z.object({
    topUpId: z.uuid(),
    number: z.string(),
    memberId: z.uuid(),
    amount: z.int(),
    gift: z.int(),
    balance: z.int(),
    at: z.iso.datetime({ offset: true }),
  }),
);
