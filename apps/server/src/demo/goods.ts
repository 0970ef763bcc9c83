import { checkDigit } from '../modules/catalog/rules.ts';
import { drinks } from './goods-drinks.ts';
import { mealsAndHome } from './goods-meals-home.ts';
import { snacks } from './goods-snacks.ts';

/** The outline by which a good is drawn. */
export type GoodsShape =
  | 'bottle'
  | 'can'
  | 'carton'
  | 'cup'
  | 'bag'
  | 'pouch'
  | 'box'
  | 'bowl'
  | 'jar'
  | 'tube'
  | 'pump'
  | 'roll'
  | 'bar'
  | 'onigiri'
  | 'sandwich'
  | 'bread'
  | 'icecream'
  | 'fruit'
  | 'gadget';

/** Goods of one category, a line each. */
export interface GoodsBlock {
  parent: string;
  category: string;
  shape: GoodsShape;
  restriction?: 'alcohol' | 'tobacco';
  tags: readonly string[];
  lines: string;
}

/** A good of the demo chain. Brands are invented. Prices in fen. */
export interface DemoGood {
  name: string;
  brand: string;
  spec: string;
  unit: string;
  barcode: string;
  /** Its category and the one above it. */
  category: string;
  parentCategory: string;
  tags: readonly string[];
  shape: GoodsShape;
  salePrice: number;
  guidePrice: number;
  /** On offer below the sale price. */
  discountPrice: number | null;
  cost: number;
  shelfLifeDays: number;
  restriction: 'none' | 'alcohol' | 'tobacco';
  ageRestricted: boolean;
  /** The storage key of its picture. */
  pictureKey: string;
}

const shapes: ReadonlySet<string> = new Set<GoodsShape>([
  'bottle',
  'can',
  'carton',
  'cup',
  'bag',
  'pouch',
  'box',
  'bowl',
  'jar',
  'tube',
  'pump',
  'roll',
  'bar',
  'onigiri',
  'sandwich',
  'bread',
  'icecream',
  'fruit',
  'gadget',
]);
const isShape = (text: string): text is GoodsShape => shapes.has(text);

/** Numbers goods as a company would: its own prefix under 690–699 (China), an item number, the check digit. */
function numbering(): (brand: string) => string {
  const companies = new Map<string, { prefix: string; items: number }>();
  return (brand) => {
    const known = companies.get(brand) ?? {
      prefix: `69${companies.size % 10}${String(2107 + companies.size * 173).padStart(4, '0')}`,
      items: 0,
    };
    companies.set(brand, known);
    known.items += 1;
    const body = `${known.prefix}${String(10_000 + known.items * 7).padStart(5, '0')}`;
    return `${body}${checkDigit(body)}`;
  };
}

/** One good in nine is on offer, a tenth off, to a round ten fen. */
const offer = (index: number, salePrice: number): number | null =>
  index % 9 === 4 && salePrice >= 500 ? Math.round(salePrice * 0.09) * 10 : null;

function parse(block: GoodsBlock, line: string, index: number, number: (brand: string) => string): DemoGood {
  const [name, brand, spec, unit, sale, guide, cost, days, shape] = line.split(' ');
  if (!name || !brand || !spec || !unit || !days || (shape && !isShape(shape)))
    throw new Error(`Not a line of goods: ${line}`);
  const barcode = number(brand);
  const salePrice = Number(sale);
  return {
    name,
    brand,
    spec,
    unit,
    barcode,
    category: block.category,
    parentCategory: block.parent,
    tags: block.tags,
    shape: shape && isShape(shape) ? shape : block.shape,
    salePrice,
    guidePrice: Number(guide),
    discountPrice: block.restriction ? null : offer(index, salePrice),
    cost: Number(cost),
    shelfLifeDays: Number(days),
    restriction: block.restriction ?? 'none',
    ageRestricted: block.restriction !== undefined,
    pictureKey: `products/${barcode}.svg`,
  };
}

/** The 300 goods of the demo chain. Two are tobacco: the library knows them, no unattended store may list them. */
export const goods: readonly DemoGood[] = (() => {
  const number = numbering();
  return [...drinks, ...snacks, ...mealsAndHome]
    .flatMap((block) =>
      block.lines
        .trim()
        .split('\n')
        .map((line) => ({ block, line })),
    )
    .map(({ block, line }, index) => parse(block, line, index, number));
})();

/** The category tree of the goods: each top category with those below it, in order of the shelves. */
export const goodsCategories: readonly { name: string; children: readonly string[] }[] = [
  ...Map.groupBy(goods, (good) => good.parentCategory),
].map(([name, own]) => ({ name, children: [...new Set(own.map((good) => good.category))] }));
