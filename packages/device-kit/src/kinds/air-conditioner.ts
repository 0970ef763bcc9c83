import { z } from 'zod';
import { defineKind } from './kind.ts';

const setting = z.object({
  on: z.boolean(),
  mode: z.enum(['cool', 'heat', 'fan', 'dry']),
  celsius: z.number().min(16).max(30),
});

export const airConditioner = defineKind({
  name: 'air_conditioner',
  desired: setting,
  reported: setting.extend({ room: z.number().min(-40).max(80), watts: z.number().min(0) }),
  commands: { identify: { args: z.object({}), lifeMs: 10_000 } },
  events: { 'filter.dirty': z.object({}) },
  checks: ['compressor', 'filter'],
  offlineFaultAfterS: 3_600,
});
