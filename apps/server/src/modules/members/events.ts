import { memberState } from '@latchkey/contract';
import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

/** A member was enrolled; marketing greets newcomers. */
export const memberEnrolled = defineEvent(
  'members.enrolled',
  z.object({ memberId: z.uuid(), at: z.iso.datetime({ offset: true }) }),
);

export const memberStateChanged = defineEvent(
  'members.state_changed',
  z.object({ memberId: z.uuid(), from: memberState, to: memberState, reason: z.string() }),
);
