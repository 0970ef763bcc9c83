import { expect, test } from 'vitest';
import { draftOfRule, itemsOf, ruleOfDraft } from './rule-draft.ts';

const menu = [{ id: 'tea', name: '盖碗茶' }];

test('[BIL-4] what a package brings is tied to the menu by its name, and comes back as it was written', () => {
  expect(
    itemsOf(
      [
        { label: ' 盖碗茶 ', quantity: 2 },
        { label: '果盘', quantity: 1 },
      ],
      menu,
    ),
  ).toEqual([
    { label: '盖碗茶', quantity: 2, productId: 'tea' },
    { label: '果盘', quantity: 1, productId: null },
  ]);
  const draft = { ...draftOfRule(undefined), label: '下午茶', mode: 'package' as const, price: 16_800 };
  const rule = ruleOfDraft({ ...draft, items: [{ label: '盖碗茶', quantity: 2 }] } as never, 'r1', menu);
  expect(rule.price).toMatchObject({ mode: 'package', price: 16_800, items: [{ productId: 'tea', quantity: 2 }] });
  expect(draftOfRule(rule)).toMatchObject({ label: '下午茶', items: [{ label: '盖碗茶', quantity: 2 }] });
});
