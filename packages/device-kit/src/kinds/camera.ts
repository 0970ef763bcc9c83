import { z } from 'zod';
import { defineKind } from './kind.ts';

export const camera = defineKind({
  name: 'camera',
  desired: z.object({ privacy: z.boolean() }),
  reported: z.object({ privacy: z.boolean(), picture: z.boolean(), firmware: z.string().max(32) }),
  commands: { restart: { args: z.object({}), lifeMs: 60_000 } },
  events: { 'picture.lost': z.object({}), 'picture.back': z.object({}) },
  checks: ['picture', 'storage'],
  offlineFaultAfterS: 120,
});
