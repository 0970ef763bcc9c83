import { z } from 'zod';
import { defineKind } from './kind.ts';

export const speaker = defineKind({
  name: 'speaker',
  desired: z.object({ volume: z.int().min(0).max(100) }),
  reported: z.object({ volume: z.int().min(0).max(100), firmware: z.string().max(32) }),
  commands: {
    play: {
      args: z.object({ url: z.url().max(1024), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
      lifeMs: 15_000,
    },
    /** Reads a text aloud: reminders and farewells in a room. */
    say: {
      args: z.object({ text: z.string().min(1).max(300), locale: z.enum(['zh-CN', 'en', 'zh-TW']) }),
      lifeMs: 15_000,
    },
    stop: { args: z.object({}), lifeMs: 10_000 },
  },
  events: {
    'play.finished': z.object({ sha256: z.string().length(64) }),
    'say.finished': z.object({ text: z.string().max(300) }),
  },
  checks: ['amplifier'],
  offlineFaultAfterS: 3_600,
});
