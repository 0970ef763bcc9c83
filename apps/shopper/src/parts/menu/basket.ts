import { priceMenuItem } from '@latchkey/pricing';
import type { Answer } from '../../api';

export type MenuItem = Answer<'GET /stores/:id/menu'>['items'][number];

/** Some of one thing with one set of choices. */
export interface BasketLine {
  item: MenuItem;
  choiceIds: readonly string[];
  quantity: number;
}
export type Basket = readonly BasketLine[];

/** What stands for nothing chosen yet: the first of each group that asks for one. */
export const firstChoices = (item: MenuItem): string[] =>
  item.options.flatMap(({ pick, choices }) => (pick === 'one' ? choices.slice(0, 1).map(({ id }) => id) : []));

/** A choice tapped: of a group of one it takes the other's place, of a group of many it comes or goes. */
export function toggled(item: MenuItem, choiceIds: readonly string[], id: string): string[] {
  const group = item.options.find(({ choices }) => choices.some((choice) => choice.id === id));
  if (!group) return [...choiceIds];
  if (group.pick === 'many') return choiceIds.includes(id) ? choiceIds.filter((one) => one !== id) : [...choiceIds, id];
  return [...choiceIds.filter((one) => !group.choices.some((choice) => choice.id === one)), id];
}

export const lineKey = ({ item, choiceIds }: Pick<BasketLine, 'item' | 'choiceIds'>): string =>
  `${item.id}:${[...choiceIds].sort().join('.')}`;

/** What a line is called and costs a piece, in fen, by the server's own rule. */
export const pricedLine = ({ item, choiceIds }: Pick<BasketLine, 'item' | 'choiceIds'>) =>
  priceMenuItem(item, choiceIds) ?? { label: item.name, unitPrice: item.price };

export const basketTotal = (basket: Basket): number =>
  basket.reduce((sum, line) => sum + pricedLine(line).unitPrice * line.quantity, 0);

export const piecesOf = (basket: Basket, itemId?: string): number =>
  basket.reduce((sum, line) => (itemId === undefined || line.item.id === itemId ? sum + line.quantity : sum), 0);

/** The basket with so many of a line; none takes it out. */
export function withQuantity(basket: Basket, line: Omit<BasketLine, 'quantity'>, quantity: number): Basket {
  const key = lineKey(line);
  const others = basket.filter((one) => lineKey(one) !== key);
  if (quantity <= 0) return others;
  const known = basket.findIndex((one) => lineKey(one) === key);
  if (known < 0) return [...basket, { ...line, quantity }];
  return basket.map((one, index) => (index === known ? { ...one, quantity } : one));
}

export const quantityOf = (basket: Basket, line: Omit<BasketLine, 'quantity'>): number =>
  basket.find((one) => lineKey(one) === lineKey(line))?.quantity ?? 0;

/** As the server takes it. */
export const wishesOf = (basket: Basket) =>
  basket.map(({ item, quantity, choiceIds }) => ({ itemId: item.id, quantity, choiceIds: [...choiceIds] }));

/** A key that no other order of this phone has: sending the same order again is then no second one. */
export function freshKey(): string {
  const hex = (length: number) => Array.from({ length }, () => Math.floor(Math.random() * 16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}
