import { z } from 'zod';
import { unlockArgs } from './door-controller.ts';
import { defineKind } from './kind.ts';

const entryCode = z.string().regex(/^\d{4,9}$/);

export const batteryLock = defineKind({
  name: 'battery_lock',
  desired: z.object({ lockdown: z.boolean() }),
  reported: z.object({
    lockdown: z.boolean(),
    locked: z.boolean(),
    batteryPercent: z.int().min(0).max(100),
    firmware: z.string().max(32),
  }),
  commands: {
    unlock: { args: unlockArgs, lifeMs: 10_000 },
    program_code: { args: z.object({ slot: z.int().min(0).max(99), code: entryCode }), lifeMs: 60_000 },
    clear_code: { args: z.object({ slot: z.int().min(0).max(99) }), lifeMs: 60_000 },
  },
  events: { 'code.used': z.object({ slot: z.int().min(0).max(99) }), 'battery.low': z.object({}) },
  checks: ['lock', 'battery'],
  offlineFaultAfterS: 7_200,
});
