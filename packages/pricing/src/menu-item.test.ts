import { expect, it } from 'vitest';
import { priceMenuItem } from './index.ts';

const tea = {
  name: '铁观音',
  price: 3_800,
  options: [
    {
      pick: 'one' as const,
      choices: [
        { id: 'hot', name: '热', surcharge: 0 },
        { id: 'iced', name: '冰', surcharge: 200 },
      ],
    },
    {
      pick: 'many' as const,
      choices: [
        { id: 'lemon', name: '柠檬', surcharge: 300 },
        { id: 'honey', name: '蜂蜜', surcharge: 500 },
      ],
    },
  ],
};

it('[CAT-7] surcharges of what is chosen are added, and the bill names them', () => {
  expect(priceMenuItem(tea, ['hot'])).toEqual({ label: '铁观音 · 热', unitPrice: 3_800 });
  expect(priceMenuItem(tea, ['honey', 'iced', 'lemon'])).toEqual({
    label: '铁观音 · 冰 · 柠檬 · 蜂蜜',
    unitPrice: 4_800,
  });
});

it('[CAT-7] choices that do not fit have no price: none or two of one, unknown ones, the same twice', () => {
  for (const choices of [[], ['hot', 'iced'], ['hot', 'sugar'], ['hot', 'lemon', 'lemon'], ['lemon']])
    expect(priceMenuItem(tea, choices)).toBeNull();
  expect(priceMenuItem({ name: '续水', price: 0, options: [] }, [])).toEqual({ label: '续水', unitPrice: 0 });
});
