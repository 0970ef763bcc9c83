import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const scss = readFileSync(new URL('../src/styles/_tokens.scss', import.meta.url), 'utf8');

function tokensOf(mixin: string): Map<string, string> {
  const body = new RegExp(`@mixin ${mixin} \\{([^}]+)\\}`).exec(scss)?.[1] ?? '';
  return new Map(
    [...body.matchAll(/--lk-([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const texts: readonly (readonly [string, string])[] = [
  ...['text', 'text-2', 'text-3'].flatMap((text) => ['page', 'card', 'sunken'].map((on) => [text, on] as const)),
  ...['page', 'card', 'brand-soft'].map((on) => ['brand', on] as const),
  ...['page', 'card', 'amber-soft'].map((on) => ['amber-text', on] as const),
  ...['page', 'card', 'danger-soft'].map((on) => ['danger-text', on] as const),
  ['on-brand', 'brand'],
  ['on-brand', 'brand-press'],
  ['on-danger', 'danger-fill'],
  ['on-door', 'door'],
];
const edges = [
  ['edge', 'card'],
  ['edge', 'page'],
  ['brand', 'page'],
] as const;

describe.each(['light', 'dark'])('%s theme', (mixin) => {
  const tokens = tokensOf(mixin);
  const ratio = ([text, on]: readonly [string, string]) => contrast(tokens.get(text) ?? '', tokens.get(on) ?? '');

  test.each(texts)('[UX-5] %s on %s reads at 4.5:1 or better', (text, on) => {
    expect(ratio([text, on])).toBeGreaterThanOrEqual(4.5);
  });
  test.each(edges)('[UX-5] the edge %s on %s shows at 3:1 or better', (edge, on) => {
    expect(ratio([edge, on])).toBeGreaterThanOrEqual(3);
  });
});

test('[UX-1] both themes define the same tokens', () => {
  expect([...tokensOf('light').keys()].sort()).toEqual([...tokensOf('dark').keys()].sort());
});
