import { z } from 'zod';
import { defineKind } from './kind.ts';

const level = z.int().min(0).max(100);

export const light = defineKind({
  name: 'light',
  desired: z.object({ on: z.boolean(), level }),
  reported: z.object({ on: z.boolean(), level, watts: z.number().min(0) }),
  commands: { identify: { args: z.object({}), lifeMs: 10_000 } },
  events: { 'lamp.failed': z.object({}) },
  checks: ['lamp'],
  offlineFaultAfterS: 3_600,
});
