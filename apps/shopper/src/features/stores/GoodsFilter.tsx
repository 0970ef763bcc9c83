import { useState } from 'react';
import { type Translate, useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Check } from '../../kit/Check';
import { Chips } from '../../kit/Chips';
import { Box } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';

type PriceRange = '0-5' | '5-10' | '10-20' | '20-';

export interface GoodsFilter {
  tag: string | null;
  price: PriceRange | null;
  inStock: boolean;
}

export const noFilter: GoodsFilter = { tag: null, price: null, inStock: false };

/** In yuan; the upper end belongs to the next range. */
const ranges: Record<PriceRange, readonly [from: number, to: number | null]> = {
  '0-5': [0, 5],
  '5-10': [5, 10],
  '10-20': [10, 20],
  '20-': [20, null],
};

/** CAT-12: as the server asks for it, in fen. */
export function filterQuery({ tag, price, inStock }: GoodsFilter) {
  const [from, to] = price === null ? [null, null] : ranges[price];
  return {
    ...(tag === null ? {} : { tag }),
    ...(from === null ? {} : { minPrice: from * 100 }),
    ...(to === null ? {} : { maxPrice: to * 100 - 1 }),
    ...(inStock ? { available: 'true' as const } : {}),
  };
}

function rangeText(t: Translate, range: PriceRange): string {
  const [from, to] = ranges[range];
  if (to === null) return t('goods.priceFrom', { from });
  return from === 0 ? t('goods.priceUnder', { to }) : t('goods.priceFromTo', { from, to });
}

export interface FilterButtonProps {
  filter: GoodsFilter;
  tags: readonly string[];
  onChange: (filter: GoodsFilter) => void;
}

export function FilterButton({ filter, tags, onChange }: FilterButtonProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const chosen = [filter.tag !== null, filter.price !== null, filter.inStock].filter(Boolean).length;
  return (
    <>
      <Button
        id="goods-filter"
        tone={chosen > 0 ? 'quiet' : 'line'}
        small
        label={chosen > 0 ? t('goods.filterOn', { n: chosen }) : t('goods.filter')}
        onTap={() => setOpen(true)}
      >
        {chosen > 0 ? `${t('goods.filter')} ${chosen}` : t('goods.filter')}
      </Button>
      {open ? (
        <Sheet id="goods-filters" title={t('goods.filter')} onClose={() => setOpen(false)}>
          <Box className="lk-stack">
            <Check
              id="in-stock"
              checked={filter.inStock}
              label={t('goods.inStock')}
              onChange={(inStock) => onChange({ ...filter, inStock })}
            />
            <Box className="lk-strong">{t('goods.price')}</Box>
            <Chips
              id="price"
              label={t('goods.price')}
              wrap
              value={filter.price}
              options={[
                { value: null, text: t('goods.all') },
                ...(Object.keys(ranges) as PriceRange[]).map((value) => ({ value, text: rangeText(t, value) })),
              ]}
              onChange={(price) => onChange({ ...filter, price })}
            />
            {tags.length > 0 ? (
              <>
                <Box className="lk-strong">{t('goods.tag')}</Box>
                <Chips
                  id="tag"
                  label={t('goods.tag')}
                  wrap
                  value={filter.tag}
                  options={[{ value: null, text: t('goods.all') }, ...tags.map((value) => ({ value, text: value }))]}
                  onChange={(tag) => onChange({ ...filter, tag })}
                />
              </>
            ) : null}
            <Button id="filter-show" onTap={() => setOpen(false)}>
              {t('goods.show')}
            </Button>
            {chosen > 0 ? (
              <Button id="filter-clear" tone="text" onTap={() => onChange(noFilter)}>
                {t('goods.clear')}
              </Button>
            ) : null}
          </Box>
        </Sheet>
      ) : null}
    </>
  );
}
