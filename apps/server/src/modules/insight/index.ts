/** Insight: figures across modules, read-only. Owns the views of schema `insight` and writes nothing. */
import type { ReadContext } from '../../kernel/context.ts';
import { defineHandlers, read } from '../../kernel/http.ts';
import type { ModuleParts } from '../../kernel/module.ts';
import { overview } from './queries.ts';

const handlers = defineHandlers({ 'GET /staff/overview': read((ctx: ReadContext) => overview(ctx)) });

export const insightModule: ModuleParts = { handlers };
