import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cssVariable, dark, light, type Palette } from './palette.ts';

const css = readFileSync(new URL('../tokens.css', import.meta.url), 'utf8');
const [lightBlock = '', darkBlock = ''] = css.split(':root[data-theme=');

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const textPairs: [keyof Palette, keyof Palette][] = [
  ...(['text', 'textSoft', 'textFaint', 'brand', 'dangerText', 'lampText', 'info'] as const).flatMap((ink) =>
    (['page', 'card', 'raised', 'sunken'] as const).map((ground): [keyof Palette, keyof Palette] => [ink, ground]),
  ),
  ['onBrand', 'brand'],
  ['brand', 'brandSoft'],
  ['lampText', 'lampSoft'],
  ['dangerText', 'dangerSoft'],
  ['info', 'infoSoft'],
  ['text', 'brandSoft'],
  ['textFaint', 'brandSoft'],
  ['textSoft', 'brandSoft'],
  ['dangerText', 'sunken'],
  ['railText', 'rail'],
  ['railTextSoft', 'rail'],
  ['railText', 'railActive'],
];

describe.each([
  ['light', light, lightBlock],
  ['dark', dark, darkBlock],
] as const)('the %s palette', (_name, palette, block) => {
  it('[UX-1] is the same in the stylesheet and in antd’s theme', () => {
    for (const key of Object.keys(palette) as (keyof Palette)[]) {
      expect(block).toContain(`${cssVariable(key)}: ${palette[key]};`);
    }
  });

  it('[UX-5] gives every text 4.5:1 against its ground', () => {
    const weak = textPairs.filter(([ink, ground]) => contrast(palette[ink], palette[ground]) < 4.5);
    expect(weak).toEqual([]);
  });

  it('[UX-5] gives the outlines of inputs 3:1 against card and page', () => {
    expect(contrast(palette.lineStrong, palette.card)).toBeGreaterThanOrEqual(3);
    expect(contrast(palette.lineStrong, palette.page)).toBeGreaterThanOrEqual(3);
  });

  it('[UX-5] gives the danger button 4.5:1, filled and outlined', () => {
    expect(contrast(palette.onDanger, palette.dangerSolid)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.dangerSolid, palette.card)).toBeGreaterThanOrEqual(4.5);
  });
});
