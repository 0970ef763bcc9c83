/** Choices that a person made for a table on this device. Unreadable leftovers count as no choice. */
export type SavedFilter = { name: string; search: Record<string, string> };

const key = (kind: string, table: string) => `latchkey.table.${table}.${kind}`;

export function readHiddenColumns(table: string, byDefault: readonly string[]): string[] {
  const stored = readJson(key('hidden', table));
  return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [...byDefault];
}

export function storeHiddenColumns(table: string, hidden: readonly string[]): void {
  localStorage.setItem(key('hidden', table), JSON.stringify(hidden));
}

export function readSavedFilters(table: string): SavedFilter[] {
  const stored = readJson(key('saved', table));
  return Array.isArray(stored) ? stored.filter(isSavedFilter) : [];
}

export function storeSavedFilters(table: string, saved: readonly SavedFilter[]): void {
  localStorage.setItem(key('saved', table), JSON.stringify(saved));
}

function isSavedFilter(value: unknown): value is SavedFilter {
  if (typeof value !== 'object' || value === null) return false;
  const { name, search } = value as Record<string, unknown>;
  return typeof name === 'string' && typeof search === 'object' && search !== null;
}

function readJson(name: string): unknown {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}
