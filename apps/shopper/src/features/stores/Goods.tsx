import { type Answer, api } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { ListRow } from '../../kit/ListRow';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { EmptyState, ErrorState } from '../../kit/states';
import { Tag } from '../../kit/Tag';
import { Trouble } from '../../kit/Trouble';
import { Thumb } from '../../parts/Thumb';
import { useList } from '../../state/list';
import { filterQuery, type GoodsFilter } from './GoodsFilter';

type Listing = Answer<'GET /stores/:id/listings'>['items'][number];

export interface GoodsProps {
  storeId: string;
  search: string;
  category: string | null;
  filter: GoodsFilter;
}

/** The goods of a store that fit the search and the category. */
export function Goods({ storeId, search, category, filter }: GoodsProps) {
  const t = useT();
  const query = {
    ...(search === '' ? {} : { search }),
    ...(category === null ? {} : { categoryId: category }),
    ...filterQuery(filter),
  };
  const list = useList(`goods:${storeId}:${JSON.stringify(query)}`, (cursor) =>
    api('GET /stores/:id/listings', { params: { id: storeId }, query: { limit: 30, cursor, ...query } }),
  );
  if (list.error && !list.items) return <ErrorState error={list.error} onRetry={() => void list.refresh()} />;
  if (!list.items) return <SkeletonList rows={5} label={t('common.loading')} />;
  if (list.items.length === 0)
    return Object.keys(query).length === 0 ? null : (
      <EmptyState
        icon="bag"
        title={t('goods.notFoundTitle')}
        text={search === '' ? t('goods.noFit') : t('goods.notFoundText', { search })}
      />
    );
  return (
    <>
      <Box className="lk-card lk-card--flush">
        {list.items.map((item, i) => (
          <Row key={item.id} item={item} last={i === (list.items?.length ?? 0) - 1} />
        ))}
      </Box>
      <Trouble error={list.moreError} />
      {list.hasMore ? (
        <Button id="more" tone="line" busy={list.busy} onTap={() => void list.more()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
}

function Row({ item, last }: { item: Listing; last: boolean }) {
  const t = useT();
  const out = item.available !== null && item.available <= 0;
  return (
    <ListRow
      id={`goods-${item.id}`}
      lead={<Thumb image={item.image} />}
      title={<Box className="lk-strong">{item.name}</Box>}
      detail={
        <Box className="lk-row lk-row--wrap">
          {item.spec}
          {item.ageRestricted ? <Tag tone="amber">{t('goods.adults')}</Tag> : null}
          {out ? <Tag>{t('goods.soldOut')}</Tag> : null}
        </Box>
      }
      end={
        <Box className="lk-storeend">
          <Price fen={item.price} />
          {item.originalPrice !== null && item.originalPrice > item.price ? (
            <Price fen={item.originalPrice} size={14} was />
          ) : null}
        </Box>
      }
      last={last}
    />
  );
}
