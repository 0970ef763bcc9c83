import { useState } from 'react';
import { api, type Store } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Chips } from '../../kit/Chips';
import { Box, Field } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { EmptyState, ErrorState } from '../../kit/states';
import { ReviewsRow } from '../../parts/ReviewsRow';
import { surface } from '../../platform/surface';
import { Page } from '../../shell/Page';
import { open, pageParam, restart } from '../../state/nav';
import { chooseStore } from '../../state/place';
import { knownPosition } from '../../state/position';
import { useResource } from '../../state/resource';
import { Goods } from './Goods';
import { FilterButton, type GoodsFilter, noFilter } from './GoodsFilter';
import { Directions } from './MapApps';
import { metresBetween } from './map-view';
import { StateTags } from './StateTags';
import { useTyped } from './use-typed';

/** CAT-12: what a store is and what it sells, before anybody goes there. */
export function StorePage() {
  const t = useT();
  const [id] = useState(() => pageParam('id') ?? '');
  const store = useResource(`store:${id}`, () => api('GET /stores/:id', { params: { id } }));
  return (
    <Page
      title={store.data?.name ?? t('store.title')}
      dataAt={store.at}
      footer={
        store.data ? (
          <Button
            id="choose-store"
            icon="door"
            onTap={() => {
              chooseStore(id);
              restart('home');
            }}
          >
            {t('store.toDoor')}
          </Button>
        ) : null
      }
    >
      {store.error && !store.data ? <ErrorState error={store.error} onRetry={() => void store.refresh()} /> : null}
      {store.loading ? <SkeletonList rows={4} label={t('common.loading')} /> : null}
      {store.data ? <Facts store={store.data} /> : null}
      {store.data ? <ReviewsRow storeId={id} rating={store.data.rating} /> : null}
      {store.data && store.data.kind !== 'retail' ? (
        <Button id="store-rooms" tone="amber" icon="clock" onTap={() => open('rooms', { store: id })}>
          {t('store.rooms')}
        </Button>
      ) : null}
      {store.data && store.data.kind !== 'rooms' ? <Browse storeId={id} /> : null}
    </Page>
  );
}

function Facts({ store }: { store: Store }) {
  const t = useT();
  const { phone, position } = store;
  const here = knownPosition();
  const distance = store.distance ?? (here ? Math.round(metresBetween(here, position)) : null);
  return (
    <Box as="section" className="lk-stack lk-stack--tight" label={store.name}>
      <StateTags store={{ ...store, distance }} />
      <Box className="lk-soft">{store.address}</Box>
      <Box className="lk-row lk-row--wrap">
        <Directions store={store} />
        {phone ? (
          <Button id="store-call" tone="text" icon="phone" onTap={() => surface.call(phone)}>
            {t('act.call')}
          </Button>
        ) : null}
      </Box>
    </Box>
  );
}

function Browse({ storeId }: { storeId: string }) {
  const t = useT();
  const { typed, setTyped, search } = useTyped();
  const [category, setCategory] = useState<string | null>(null);
  const [filter, setFilter] = useState<GoodsFilter>(noFilter);
  const groups = useResource(`categories:${storeId}`, () =>
    api('GET /stores/:id/categories', { params: { id: storeId } }),
  );
  const all = groups.data?.items ?? [];
  const tops = all.filter(({ parentId }) => parentId === null || !all.some(({ id }) => id === parentId));
  const below = all.filter(({ parentId }) => parentId !== null && parentId === topOf(all, category));
  const untouched = search === '' && category === null && filter === noFilter;
  return (
    <Box as="section" className="lk-stack" label={t('store.goods')}>
      <Box className="lk-row">
        <Box className="lk-grow">
          <Field
            id="goods-search"
            label={t('goods.search')}
            placeholder={t('goods.search')}
            value={typed}
            maxLength={60}
            onChange={setTyped}
          />
        </Box>
        <FilterButton filter={filter} tags={groups.data?.tags ?? []} onChange={setFilter} />
      </Box>
      {tops.length > 1 ? (
        <Chips
          id="category"
          label={t('goods.categories')}
          value={topOf(all, category)}
          options={[{ value: null, text: t('goods.all') }, ...tops.map(({ id, name }) => ({ value: id, text: name }))]}
          onChange={setCategory}
        />
      ) : null}
      {below.length > 1 ? (
        <Chips
          id="subcategory"
          label={t('goods.categories')}
          value={category}
          options={[
            { value: topOf(all, category), text: t('goods.all') },
            ...below.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onChange={setCategory}
        />
      ) : null}
      <Goods storeId={storeId} search={search} category={category} filter={filter} />
      {all.length === 0 && groups.data && untouched ? (
        <EmptyState icon="bag" title={t('goods.noneTitle')} text={t('goods.noneText')} />
      ) : null}
    </Box>
  );
}

/** The category of the first row under which this one stands. */
function topOf(all: readonly { id: string; parentId: string | null }[], id: string | null): string | null {
  const own = all.find((category) => category.id === id);
  const above = all.find((category) => category.id === own?.parentId);
  return above ? topOf(all, above.id) : id;
}
