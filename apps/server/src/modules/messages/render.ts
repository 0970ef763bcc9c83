import type { Locale } from '@latchkey/contract';
import { type TemplateName, templates } from './templates.ts';

/** Fen as yuan: ¥12.50. Integers only; no floating point touches money. */
export function yuan(fen: number): string {
  const whole = Math.trunc(Math.abs(fen) / 100);
  const rest = String(Math.abs(fen) % 100).padStart(2, '0');
  return `${fen < 0 ? '-' : ''}¥${whole}.${rest}`;
}

function fill(text: string, variables: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)(\.money)?\}/g, (_, name: string, money?: string) => {
    const value = variables[name];
    if (money !== undefined && typeof value === 'number') return yuan(value);
    return value === undefined || value === null ? '' : String(value);
  });
}

export const isTemplate = (name: string): name is TemplateName => Object.hasOwn(templates, name);

/** A message's title and text in a language. */
export function render(
  template: TemplateName,
  locale: Locale,
  variables: Readonly<Record<string, unknown>>,
): { title: string; text: string } {
  const { title, text } = templates[template][locale];
  return { title: fill(title, variables), text: fill(text, variables) };
}

/** What a short message of WeChat says beside the figures; the beginning of the text where nothing else was written. */
export function hintOf(template: TemplateName, locale: Locale, variables: Readonly<Record<string, unknown>>): string {
  const words: { text: string; hint?: string } = templates[template][locale];
  return words.hint ?? fill(words.text, variables);
}
