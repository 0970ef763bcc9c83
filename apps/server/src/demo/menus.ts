import type { Context } from '../kernel/context.ts';
import { addMenuItem } from '../modules/catalog/index.ts';

type Input = Parameters<typeof addMenuItem>[2];
type Option = Input['options'][number];

const one = (id: string, name: string, choices: readonly (readonly [string, number])[]): Option => ({
  ...{ id, name, pick: 'one' },
  choices: choices.map(([label, surcharge], index) => ({ id: `${id}-${index + 1}`, name: label, surcharge })),
});
const warmth = one('warmth', '冷热', [
  ['热', 0],
  ['冰', 200],
]);
const sweetness = one('sweetness', '甜度', [
  ['标准糖', 0],
  ['半糖', 0],
  ['无糖', 0],
]);
const extras: Option = {
  ...one('extras', '加料', [
    ['柠檬', 300],
    ['蜂蜜', 400],
  ]),
  pick: 'many',
};

const item = (
  category: string,
  name: string,
  price: number,
  description: string | null = null,
  options: Option[] = [],
): Omit<Input, 'sort'> => ({
  ...{ category, name, price, description, options },
  ...{ image: null, preparation: 'staff', listingId: null },
});

/** What two of the demo's venues serve in their rooms. Fen. */
const menus: Readonly<Record<string, readonly Omit<Input, 'sort'>[]>> = {
  kuanzhai: [
    item('盖碗茶', '碧潭飘雪', 3_800, '茉莉花茶，一位一盏，可续水。'),
    item('盖碗茶', '竹叶青', 4_800, '峨眉高山绿茶，清香回甘。'),
    item('盖碗茶', '蒙顶甘露', 5_800),
    item('茶饮', '桂花乌龙', 2_800, null, [warmth, sweetness, extras]),
    item('茶饮', '手打柠檬茶', 2_600, null, [warmth, sweetness]),
    item('小食', '手工瓜子', 1_200),
    item('小食', '米花糖', 1_500),
    item('小食', '四色茶点', 3_600, '绿豆糕、桃酥、麻糖、蜜饯各一份。'),
    item('服务', '茶艺师到场 30 分钟', 9_800),
  ],
  jiefangbei: [
    item('饮料', '冰红茶', 600),
    item('饮料', '矿泉水', 300),
    item('饮料', '现泡菊花茶', 1_800, null, [warmth, sweetness]),
    item('小食', '酸辣粉', 1_600, null, [
      one('heat', '辣度', [
        ['微辣', 0],
        ['中辣', 0],
        ['特辣', 0],
      ]),
    ]),
    item('小食', '五香毛豆', 1_800),
    item('小食', '怪味胡豆', 1_200),
    item('服务', '换一副新牌', 500),
  ],
};

/** CAT-7: the menu of one of the demo's venues; the others have none. */
export async function makeMenu(
  act: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>,
  storeId: string,
  key: string,
): Promise<void> {
  for (const [sort, input] of (menus[key] ?? []).entries())
    await act((ctx) => addMenuItem(ctx, storeId, { ...input, sort }));
}
