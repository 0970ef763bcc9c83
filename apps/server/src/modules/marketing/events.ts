import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

/** A member got a coupon or red packet: by claiming it, from staff, or by the newcomer rule. Amount in fen. */
export const couponGranted = defineEvent(
  'marketing.coupon_granted',
  z.object({
    couponId: z.uuid(),
    batchId: z.uuid(),
    memberId: z.uuid(),
    grantedBy: z.enum(['claim', 'staff', 'registration']),
    name: z.string(),
    amount: z.int(),
    redPacket: z.boolean(),
    expiresAt: z.iso.datetime({ offset: true }),
  }),
);
