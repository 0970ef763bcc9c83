import type { Rule } from './api.ts';
import { draftOfScope, type ScopeDraft, scopeOfDraft } from './scope-draft.ts';
import { freshId } from './use-parts.ts';

/** What a package brings, and what of the store's menu it is where the name is on it. */
export interface PackageItem {
  label: string;
  quantity: number;
}

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
  items: PackageItem[];
  scope: ScopeDraft;
}

export function draftOfRule(rule: Rule | undefined): Partial<RuleDraft> {
  const usual = { unitMinutes: 30, minutes: 180, extraUnitMinutes: 30, items: [] };
  if (!rule) return { ...usual, mode: 'segmented', priority: 0, scope: draftOfScope() };
  const { price } = rule;
  const items = price.mode === 'package' ? price.items.map(({ label, quantity }) => ({ label, quantity })) : [];
  return { ...usual, ...price, items, label: rule.label, priority: rule.priority, scope: draftOfScope(rule.scope) };
}

type Menu = readonly { id: string; name: string }[];

export function ruleOfDraft(draft: RuleDraft, id: string | undefined, menu: Menu): Rule {
  const { label, priority, scope } = draft;
  return {
    id: id ?? freshId(),
    label,
    priority: priority ?? 0,
    scope: scopeOfDraft(scope),
    price: priceOf(draft, menu),
  };
}

function priceOf(draft: RuleDraft, menu: Menu): Rule['price'] {
  const { mode, unitMinutes, minutes, extraUnitMinutes, extraUnitPrice, items } = draft;
  const price = draft.price ?? 0;
  if (mode === 'hourly' || mode === 'segmented') return { mode, unitMinutes, unitPrice: draft.unitPrice ?? 0 };
  if (mode === 'day_part') return { mode, price };
  if (mode === 'session') return { mode, minutes, price, extraUnitMinutes, extraUnitPrice: extraUnitPrice ?? 0 };
  return {
    ...{ mode, minutes, price, extraUnitMinutes: extraUnitMinutes ?? 30 },
    ...{ extraUnitPrice: extraUnitPrice ?? null, items: itemsOf(items ?? [], menu) },
  };
}

/** BIL-4: what is called as on the menu is that thing of the menu: it takes its pieces and is made with the others. */
export const itemsOf = (items: readonly PackageItem[], menu: Menu) =>
  items.map(({ label, quantity }) => {
    const name = label.trim();
    return { label: name, quantity: quantity ?? 1, productId: menu.find((item) => item.name === name)?.id ?? null };
  });
