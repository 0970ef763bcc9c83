import { invalidInput } from './errors.ts';

/** Deeper than any input of ours: what can be nested within the size limit would exhaust the stack of whoever writes it out again. */
const DEEPEST = 32;

/** A text that PostgreSQL can hold as text and inside JSON: no NUL, no half of a surrogate pair. */
const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000');

/**
 * Parses the body of a request. Bytes that are not UTF-8, texts that no database can hold, and absurd nesting are refused
 * here, once for all routes. Throws invalid_input.
 */
export function parseJsonBody(bytes: Buffer): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalidInput('body', 'JSON');
  }
  const open: { value: unknown; depth: number }[] = [{ value: parsed, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string' && !isStorable(value)) throw invalidInput('body', 'text');
    if (typeof value !== 'object' || value === null) continue;
    if (depth === DEEPEST) throw invalidInput('body', 'too deep');
    for (const [name, inner] of Object.entries(value)) {
      if (!isStorable(name)) throw invalidInput('body', 'text');
      open.push({ value: inner, depth: depth + 1 });
    }
  }
  return parsed;
}
