import { type PackageItem, priceMenuItem, type RoomAddOn } from '@latchkey/pricing';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { getMenuItems } from '../catalog/index.ts';
import type { MenuLine } from './menu-store.ts';
import type { QuoteView } from './prices.ts';

export interface MenuWish {
  itemId: string;
  quantity: number;
  choiceIds: readonly string[];
}

/** What somebody wants of a store's menu, priced. Throws menu_unavailable, invalid_input (choices that do not fit). */
export async function menuLines(ctx: ReadContext, storeId: string, wishes: readonly MenuWish[]): Promise<MenuLine[]> {
  const items = await getMenuItems(
    ctx,
    wishes.map((wish) => wish.itemId),
  );
  return wishes.map(({ itemId, quantity, choiceIds }, index) => {
    const item = items.get(itemId);
    if (item?.storeId !== storeId) throw invalidInput(`lines.${index}.itemId`, 'unknown');
    if (!item.forSale) throw new AppError('menu_unavailable', { item: item.name });
    const priced = priceMenuItem(item, choiceIds);
    if (priced === null) throw invalidInput(`lines.${index}.choiceIds`, 'do not fit');
    const { label, unitPrice } = priced;
    const { preparation, listingId } = item;
    return { itemId, label, quantity, unitPrice, amount: unitPrice * quantity, preparation, listingId };
  });
}

/** BIL-4: what comes with a package, at no price of its own; things that are on the menu take its pieces. */
export async function packageLines(
  ctx: ReadContext,
  storeId: string,
  packageItems: readonly PackageItem[],
): Promise<MenuLine[]> {
  const items = await getMenuItems(
    ctx,
    packageItems.flatMap((one) => one.productId ?? []),
  );
  return packageItems.map(({ label, quantity, productId }) => {
    const known = productId === null ? undefined : items.get(productId);
    const item = known?.storeId === storeId ? known : undefined;
    const { preparation = 'staff' as const, listingId = null } = item ?? {};
    return { itemId: item?.id ?? null, label, quantity, unitPrice: 0, amount: 0, preparation, listingId };
  });
}

export const sumOf = (lines: readonly { amount: number }[]): number =>
  lines.reduce((sum, line) => sum + line.amount, 0);

/** As pricing takes them. The place stands for an id: the same thing may be there twice with other choices. */
export const addOnsOf = (lines: readonly MenuLine[]): RoomAddOn[] =>
  lines.map(({ label, quantity, unitPrice }, index) => ({ id: String(index), label, quantity, unitPrice }));

/** A price that is nothing but things of the menu. */
export function menuQuote(
  booking: { mode: QuoteView['mode'] | null },
  lines: readonly MenuLine[],
  at: Date,
): QuoteView {
  const when = at.toISOString();
  return {
    ...{ mode: booking.mode ?? 'hourly', packageId: null, from: when, to: when },
    ...{ segments: [], adjustments: [], people: null, discounts: [], total: sumOf(lines) },
    addOns: lines.map(({ label, quantity, unitPrice, amount }) => ({ label, quantity, unitPrice, amount })),
  };
}
