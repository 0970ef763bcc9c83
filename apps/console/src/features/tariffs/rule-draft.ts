import type { Rule } from './api.ts';
import { draftOfScope, type ScopeDraft, scopeOfDraft } from './scope-draft.ts';
import { freshId } from './use-parts.ts';

/** A rule as form fields hold it: every mode's fields at once. */
export interface RuleDraft {
  label: string;
  priority: number;
  mode: Rule['price']['mode'];
  unitMinutes: number;
  unitPrice: number | null;
  price: number | null;
  minutes: number;
  extraUnitMinutes: number;
  extraUnitPrice: number | null;
  items: string;
  scope: ScopeDraft;
}

export function draftOfRule(rule: Rule | undefined): Partial<RuleDraft> {
  const usual = { unitMinutes: 30, minutes: 180, extraUnitMinutes: 30, items: '' };
  if (!rule) return { ...usual, mode: 'segmented', priority: 0, scope: draftOfScope() };
  const { price } = rule;
  const items = price.mode === 'package' ? price.items.map((item) => `${item.label} x${item.quantity}`).join('\n') : '';
  return { ...usual, ...price, items, label: rule.label, priority: rule.priority, scope: draftOfScope(rule.scope) };
}

/** `龙井 x2` a line; a line without a number is one piece. */
export function itemsOf(lines: string): { label: string; quantity: number; productId: null }[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const found = /^(.*?)\s*[x×]\s*(\d{1,2})$/i.exec(line);
      return { label: found?.[1] || line, quantity: Math.max(1, Number(found?.[2] ?? 1)), productId: null };
    });
}

export function ruleOfDraft(draft: RuleDraft, id: string | undefined): Rule {
  const { label, priority, scope } = draft;
  return { id: id ?? freshId(), label, priority: priority ?? 0, scope: scopeOfDraft(scope), price: priceOf(draft) };
}

function priceOf(draft: RuleDraft): Rule['price'] {
  const { mode, unitMinutes, minutes, extraUnitMinutes, extraUnitPrice, items } = draft;
  const price = draft.price ?? 0;
  if (mode === 'hourly' || mode === 'segmented') return { mode, unitMinutes, unitPrice: draft.unitPrice ?? 0 };
  if (mode === 'day_part') return { mode, price };
  if (mode === 'session') return { mode, minutes, price, extraUnitMinutes, extraUnitPrice: extraUnitPrice ?? 0 };
  return {
    ...{ mode, minutes, price, extraUnitMinutes: extraUnitMinutes ?? 30 },
    ...{ extraUnitPrice: extraUnitPrice ?? null, items: itemsOf(items ?? '') },
  };
}
