import { useState } from 'react';
import { formatMoney } from '../../format/money';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Chip } from '../../kit/Chips';
import { Price } from '../../kit/Price';
import { Box, Pic } from '../../kit/primitives';
import { Stepper } from '../../kit/Stepper';
import { Tag } from '../../kit/Tag';
import {
  type Basket,
  type BasketLine,
  firstChoices,
  type MenuItem,
  piecesOf,
  pricedLine,
  quantityOf,
  toggled,
  withQuantity,
} from './basket';

interface PickerProps {
  items: readonly MenuItem[];
  basket: Basket;
  onBasket: (basket: Basket) => void;
}

/** CAT-7: the menu by its categories; what is chosen counts up at once. */
export function MenuPicker({ items, basket, onBasket }: PickerProps) {
  const categories = [...new Set(items.map(({ category }) => category))];
  return (
    <Box className="lk-stack" id="menu">
      {categories.map((category) => (
        <Box key={category} as="section" className="lk-stack lk-stack--tight" label={category}>
          <Box as="h3" className="lk-h3">
            {category}
          </Box>
          <Box className="lk-card lk-card--flush">
            {items
              .filter((item) => item.category === category)
              .map((item, i, list) => (
                <Row key={item.id} item={item} last={i === list.length - 1} basket={basket} onBasket={onBasket} />
              ))}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function Row({ item, last, basket, onBasket }: Omit<PickerProps, 'items'> & { item: MenuItem; last: boolean }) {
  const t = useT();
  const [choiceIds, setChoiceIds] = useState<readonly string[]>(() => firstChoices(item));
  const line = { item, choiceIds };
  const most = !item.available
    ? 0
    : item.left === null
      ? 99
      : item.left - piecesOf(basket, item.id) + quantityOf(basket, line);
  return (
    <Box id={`menu-item-${item.id}`} className={`lk-listrow lk-menurow${last ? '' : ' lk-listrow--line'}`}>
      {item.image ? (
        <Pic
          className="lk-menurow__picture"
          src={item.image.startsWith('/') ? LATCHKEY_ORIGIN + item.image : item.image}
          alt={item.name}
        />
      ) : null}
      <Box className="lk-listrow__body lk-stack lk-stack--tight">
        <Box className="lk-row">
          <Box className="lk-strong">{item.name}</Box>
          {item.available ? null : <Tag>{t('menu.soldOut')}</Tag>}
        </Box>
        {item.description ? <Box className="lk-small lk-soft">{item.description}</Box> : null}
        {item.available ? (
          <Options item={item} choiceIds={choiceIds} onChoose={(id) => setChoiceIds(toggled(item, choiceIds, id))} />
        ) : null}
        <Box className="lk-row lk-row--between">
          <Price fen={pricedLine(line).unitPrice} />
          {item.available || quantityOf(basket, line) > 0 ? (
            <Count line={line} most={most} basket={basket} onBasket={onBasket} />
          ) : null}
        </Box>
      </Box>
    </Box>
  );
}

/** A plus while there is none of it, then fewer and more. */
function Count({
  line,
  most,
  basket,
  onBasket,
}: Omit<PickerProps, 'items'> & { line: Omit<BasketLine, 'quantity'>; most: number }) {
  const t = useT();
  const { item } = line;
  const quantity = quantityOf(basket, line);
  const set = (next: number) => onBasket(withQuantity(basket, line, next));
  if (quantity === 0)
    return (
      <Button id={`menu-${item.id}-more`} small tone="line" icon="plus" disabled={most < 1} onTap={() => set(1)}>
        {t('menu.add')}
      </Button>
    );
  return (
    <Stepper
      id={`menu-${item.id}`}
      value={quantity}
      max={Math.max(quantity, most)}
      fewer={t('menu.fewer', { item: item.name })}
      more={t('menu.more', { item: item.name })}
      remove={t('menu.remove', { item: item.name })}
      onChange={set}
    />
  );
}

function Options({
  item,
  choiceIds,
  onChoose,
}: {
  item: MenuItem;
  choiceIds: readonly string[];
  onChoose: (id: string) => void;
}) {
  return (
    <>
      {item.options.map(({ id, name, pick, choices }) => (
        <Box
          key={id}
          className="lk-chips lk-chips--wrap"
          role={pick === 'one' ? 'radiogroup' : 'group'}
          label={`${item.name} ${name}`}
        >
          {choices.map((choice) => (
            <Chip
              key={choice.id}
              id={`choice-${item.id}-${choice.id}`}
              role={pick === 'one' ? 'radio' : 'checkbox'}
              on={choiceIds.includes(choice.id)}
              text={choice.surcharge > 0 ? `${choice.name} +${formatMoney(choice.surcharge)}` : choice.name}
              onTap={() => onChoose(choice.id)}
            />
          ))}
        </Box>
      ))}
    </>
  );
}
