import { z } from 'zod';
import { defineKind } from './kind.ts';

const counted = z.object({ count: z.int().min(1).max(50) });

export const peopleCounter = defineKind({
  name: 'people_counter',
  desired: z.object({}),
  reported: z.object({ inside: z.int().min(0), firmware: z.string().max(32) }),
  commands: { reset: { args: z.object({ inside: z.int().min(0).max(1000) }), lifeMs: 10_000 } },
  events: { 'people.in': counted, 'people.out': counted },
  checks: ['beam'],
  offlineFaultAfterS: 600,
});
