import { z } from 'zod';
import { defineKind } from './kind.ts';

export const powerRelay = defineKind({
  name: 'power_relay',
  desired: z.object({ on: z.boolean() }),
  reported: z.object({ on: z.boolean(), watts: z.number().min(0), wattHours: z.number().min(0) }),
  commands: { cycle: { args: z.object({ offMs: z.int().min(1_000).max(60_000) }), lifeMs: 65_000 } },
  events: {
    'power.lost': z.object({}),
    'power.back': z.object({}),
    'power.over_limit': z.object({ watts: z.number() }),
  },
  checks: ['contact', 'meter'],
  offlineFaultAfterS: 600,
});
