import { z } from 'zod';
import { defineKind } from './kind.ts';

export const kiosk = defineKind({
  name: 'kiosk',
  desired: z.object({ brightness: z.int().min(0).max(100) }),
  reported: z.object({ brightness: z.int().min(0).max(100), firmware: z.string().max(32) }),
  commands: { restart: { args: z.object({}), lifeMs: 60_000 } },
  events: { 'help.pressed': z.object({}), 'printer.paper_out': z.object({}) },
  checks: ['screen', 'printer'],
  offlineFaultAfterS: 300,
});
