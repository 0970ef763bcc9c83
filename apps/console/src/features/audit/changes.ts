export type Change = { field: string; before: string; after: string };

/** What differs between two recorded states, field by field; a state that is no object counts as one field. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const from = fieldsOf(before);
  const to = fieldsOf(after);
  const names = [...new Set([...from.keys(), ...to.keys()])];
  return names
    .map((field) => ({ field, before: shown(from.get(field)), after: shown(to.get(field)) }))
    .filter((change) => change.before !== change.after);
}

function fieldsOf(state: unknown): Map<string, unknown> {
  if (state === null || state === undefined) return new Map();
  if (typeof state !== 'object' || Array.isArray(state)) return new Map([['', state]]);
  return new Map(Object.entries(state));
}

function shown(value: unknown): string {
  if (value === undefined) return '—';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
