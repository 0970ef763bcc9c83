import type { ReadContext } from '../../kernel/context.ts';
import { defineHandlers, read } from '../../kernel/http.ts';
import { getDemoGuide } from './demo-guide.ts';

export const createHandlers = (version: string) =>
  defineHandlers({
    'GET /platform': read(async (ctx: ReadContext) => ({
      name: 'Latchkey',
      version,
      demo: ctx.kernel.config.demo,
      paymentMethods: ['h5' as const, 'native' as const, 'jsapi' as const],
      serverTime: ctx.now.toISOString(),
      geocoding: ctx.kernel.config.amap.key !== null,
    })),
    'GET /development/demo': read((ctx: ReadContext) => getDemoGuide(ctx.kernel)),
  });
