import { z } from 'zod';
import { defineKind } from './kind.ts';

export const gateway = defineKind({
  name: 'gateway',
  desired: z.object({ logLevel: z.enum(['error', 'warn', 'info', 'debug']) }),
  reported: z.object({ children: z.int().min(0).max(500), uptimeS: z.int().min(0), firmware: z.string().max(32) }),
  commands: { restart: { args: z.object({}), lifeMs: 60_000 } },
  events: {
    'child.lost': z.object({ code: z.string().max(40) }),
    'child.back': z.object({ code: z.string().max(40) }),
  },
  checks: ['uplink', 'storage'],
  offlineFaultAfterS: 120,
});
