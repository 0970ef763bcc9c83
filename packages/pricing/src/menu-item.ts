/** A group of choices of something on a menu: `one` asks for exactly one of them, `many` for any number. */
export interface MenuOptionToPrice {
  pick: 'one' | 'many';
  choices: readonly { id: string; name: string; surcharge: number }[];
}

/**
 * CAT-7: what something of a menu costs with its choices (fen a piece), and how it is called on a bill. Null where the
 * choices do not fit: one that is unknown or comes twice, or a group of `one` without exactly one.
 */
export function priceMenuItem(
  item: { name: string; price: number; options: readonly MenuOptionToPrice[] },
  choiceIds: readonly string[],
): { label: string; unitPrice: number } | null {
  if (new Set(choiceIds).size !== choiceIds.length) return null;
  const names: string[] = [item.name];
  let unitPrice = item.price;
  let found = 0;
  for (const { pick, choices } of item.options) {
    const chosen = choices.filter((choice) => choiceIds.includes(choice.id));
    if (pick === 'one' && chosen.length !== 1) return null;
    found += chosen.length;
    for (const { name, surcharge } of chosen) {
      names.push(name);
      unitPrice += surcharge;
    }
  }
  return found === choiceIds.length ? { label: names.join(' · '), unitPrice } : null;
}
