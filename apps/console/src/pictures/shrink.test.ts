import { describe, expect, it } from 'vitest';
import { base64Of, fitted, shifted } from './shrink.ts';

describe('pictures before they are sent', () => {
  it('[CAT-1] are made to fit in proportion, and never larger', () => {
    expect(fitted(4000, 3000)).toEqual({ width: 1600, height: 1200 });
    expect(fitted(3000, 4000)).toEqual({ width: 1200, height: 1600 });
    expect(fitted(800, 600)).toEqual({ width: 800, height: 600 });
    expect(fitted(9000, 1)).toEqual({ width: 1600, height: 1 });
  });

  it('[CAT-1] are written as base64 whatever their length', async () => {
    for (const length of [0, 1, 8191, 8193, 300_000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 31) % 256);
      expect(await base64Of(new Blob([bytes]))).toBe(Buffer.from(bytes).toString('base64'));
    }
  });

  it('[ORG-6] change places by one step, and stay at the ends', () => {
    const list = ['a', 'b', 'c'];
    expect(shifted(list, 0, 1)).toEqual(['b', 'a', 'c']);
    expect(shifted(list, 2, -1)).toEqual(['a', 'c', 'b']);
    expect(shifted(list, 0, -1)).toEqual(list);
    expect(shifted(list, 2, 1)).toEqual(list);
  });
});
