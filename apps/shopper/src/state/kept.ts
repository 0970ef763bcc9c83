import { storage } from '../platform/storage';

/** Last good answers by key: a screen that opens again shows them at once and reads afresh behind them. */
export const keptAnswers = new Map<string, { data: unknown; at: number }>();

/** Answers that outlive a reload without a network: the stay of now and what lies in its cart. */
const lasting: readonly string[] = ['visit', 'cart', 'me'];
/** Older ones say nothing about now. */
const LASTING_MS = 12 * 3_600_000;

for (const key of lasting) {
  const found = parse(storage.read(`kept:${key}`));
  if (found && Date.now() - found.at < LASTING_MS) keptAnswers.set(key, found);
}

export function keepAnswer(key: string, data: unknown): void {
  const kept = { data, at: Date.now() };
  keptAnswers.set(key, kept);
  if (lasting.includes(key)) storage.write(`kept:${key}`, JSON.stringify(kept));
}

/** Nothing of the customer who left is shown to the next one on this phone. */
export function forgetAnswers(): void {
  keptAnswers.clear();
  for (const key of lasting) storage.remove(`kept:${key}`);
}

function parse(text: string | null): { data: unknown; at: number } | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as { data: unknown; at: unknown };
    return typeof value.at === 'number' ? { data: value.data, at: value.at } : null;
  } catch {
    return null;
  }
}
