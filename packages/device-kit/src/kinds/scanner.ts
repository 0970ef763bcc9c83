import { z } from 'zod';
import { defineKind } from './kind.ts';

export const scanner = defineKind({
  name: 'scanner',
  desired: z.object({ enabled: z.boolean() }),
  reported: z.object({ enabled: z.boolean(), firmware: z.string().max(32) }),
  commands: { self_test: { args: z.object({}), lifeMs: 10_000 } },
  events: {
    scan: z.object({ code: z.string().min(1).max(512) }),
    self_tested: z.object({ ok: z.boolean(), checks: z.record(z.string(), z.boolean()) }),
  },
  checks: ['reader'],
  offlineFaultAfterS: 300,
});
