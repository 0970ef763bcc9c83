import { z } from 'zod';
import { defineKind } from './kind.ts';

const reading = z.object({
  celsius: z.number().min(-60).max(120).optional(),
  humidity: z.number().min(0).max(100).optional(),
  smoke: z.boolean().optional(),
});

export const environmentSensor = defineKind({
  name: 'environment_sensor',
  desired: z.object({ everyS: z.int().min(10).max(3_600) }),
  reported: reading.extend({ everyS: z.int().min(10).max(3_600), batteryPercent: z.int().min(0).max(100).optional() }),
  commands: { self_test: { args: z.object({}), lifeMs: 10_000 } },
  events: { reading, 'smoke.alarm': z.object({}), 'smoke.clear': z.object({}) },
  checks: ['sensor', 'battery'],
  offlineFaultAfterS: 1_800,
});
