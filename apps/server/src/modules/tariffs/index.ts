/**
 * Tariffs: what rooms cost (BIL-1..9), and what the days of a store's calendar are.
 * Owns schema `tariffs`: drafts, versions, special_days.
 * Invariants: one draft a store; a version never changes, the latest one that has begun holds; only what covers the whole
 * opening time of every room is published. Prices themselves are computed by packages/pricing.
 * Lock order: drafts, versions.
 */
import type { ModuleParts } from '../../kernel/module.ts';
import type { TariffsPorts } from './queries.ts';
import { tariffsHandlers } from './routes.ts';

export { calendarFacts } from './calendar.ts';
export { publishDraft } from './publish-draft.ts';
export { publishedRules } from './published.ts';
export { writeDraft } from './write-draft.ts';

export const createTariffsModule = (ports: TariffsPorts): ModuleParts => ({ handlers: tariffsHandlers(ports) });
