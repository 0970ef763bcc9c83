import { expect, test } from 'vitest';
import {
  basketTotal,
  firstChoices,
  freshKey,
  type MenuItem,
  piecesOf,
  quantityOf,
  toggled,
  wishesOf,
  withQuantity,
} from './basket';

const tea: MenuItem = {
  ...{ id: 'tea', category: '茶', name: '铁观音', description: null, image: null, price: 3_800, preparation: 'staff' },
  ...{ available: true, left: null },
  options: [
    {
      ...{ id: 'warmth', name: '冷热', pick: 'one' },
      choices: [
        { id: 'hot', name: '热', surcharge: 0 },
        { id: 'iced', name: '冰', surcharge: 200 },
      ],
    },
    { id: 'more', name: '加料', pick: 'many', choices: [{ id: 'lemon', name: '柠檬', surcharge: 300 }] },
  ],
};

test('[CAT-7] choices take each other’s place in a group of one, and come and go in a group of many', () => {
  const first = firstChoices(tea);
  expect(first).toEqual(['hot']);
  expect(toggled(tea, first, 'iced')).toEqual(['iced']);
  expect(toggled(tea, ['iced'], 'lemon')).toEqual(['iced', 'lemon']);
  expect(toggled(tea, ['iced', 'lemon'], 'lemon')).toEqual(['iced']);
});

test('[BKG-2] the same thing with other choices is another line, and none of a line takes it out', () => {
  const hot = { item: tea, choiceIds: ['hot'] };
  const iced = { item: tea, choiceIds: ['lemon', 'iced'] };
  const basket = withQuantity(withQuantity(withQuantity([], hot, 1), iced, 2), hot, 3);
  expect([piecesOf(basket), quantityOf(basket, { item: tea, choiceIds: ['iced', 'lemon'] })]).toEqual([5, 2]);
  expect(basketTotal(basket)).toBe(3 * 3_800 + 2 * 4_300);
  expect(wishesOf(withQuantity(basket, hot, 0))).toEqual([
    { itemId: 'tea', quantity: 2, choiceIds: ['lemon', 'iced'] },
  ]);
});

test('[BKG-18] every order has a key of its own', () => {
  const keys = Array.from({ length: 50 }, freshKey);
  expect(new Set(keys).size).toBe(50);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
});
