import { useEffect, useState } from 'react';
import { api, type Store } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Box, Field, Tap } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { EmptyState, ErrorState } from '../../kit/states';
import { Tag } from '../../kit/Tag';
import { openMap } from '../../platform/maps';
import { surface } from '../../platform/surface';
import { Page } from '../../shell/Page';
import { pageParam, restart } from '../../state/nav';
import { chooseStore } from '../../state/place';
import { knownPosition } from '../../state/position';
import { useResource } from '../../state/resource';
import { availabilityTone, distanceText } from './availability';
import { Goods } from './Goods';

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
      {store.data ? <Browse storeId={id} /> : null}
    </Page>
  );
}

function Facts({ store }: { store: Store }) {
  const t = useT();
  const { phone, position } = store;
  const distance = distanceText(t, store.distance ?? metresTo(store));
  return (
    <Box as="section" className="lk-stack lk-stack--tight" label={store.name}>
      <Box className="lk-row lk-row--wrap">
        <Tag tone={availabilityTone[store.availability]} lamp={store.availability === 'open'}>
          {t(`availability.${store.availability}`)}
        </Tag>
        <Tag>{t('door.hours', { hours: store.hoursToday })}</Tag>
        {store.capacity === null ? null : <Tag>{t('store.occupancy', { n: store.occupancy, of: store.capacity })}</Tag>}
      </Box>
      <Box className="lk-soft">
        {store.address}
        {distance === '' ? '' : ` · ${distance}`}
      </Box>
      <Box className="lk-row lk-row--wrap">
        <Button
          id="store-map"
          tone="text"
          icon="pin"
          onTap={() => openMap({ name: store.name, address: store.address, ...position })}
        >
          {t('store.navigate')}
        </Button>
        {phone ? (
          <Button id="store-call" tone="text" icon="phone" onTap={() => surface.call(phone)}>
            {t('act.call')}
          </Button>
        ) : null}
      </Box>
    </Box>
  );
}

/** Metres from the phone, where it is known; good enough for a city. */
function metresTo({ position }: Store): number | null {
  const here = knownPosition();
  if (!here) return null;
  const radians = Math.PI / 180;
  const x = (position.longitude - here.longitude) * Math.cos(((position.latitude + here.latitude) / 2) * radians);
  const y = position.latitude - here.latitude;
  return Math.round(Math.sqrt(x * x + y * y) * radians * 6_371_009);
}

const SEARCH_MS = 300;

function Browse({ storeId }: { storeId: string }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const categories = useResource(`categories:${storeId}`, () =>
    api('GET /stores/:id/categories', { params: { id: storeId } }),
  );
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), SEARCH_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const all = categories.data?.items ?? [];
  const tops = all.filter(({ parentId }) => parentId === null || !all.some(({ id }) => id === parentId));
  return (
    <Box as="section" className="lk-stack" label={t('store.goods')}>
      <Field
        id="goods-search"
        label={t('goods.search')}
        placeholder={t('goods.search')}
        value={typed}
        maxLength={60}
        onChange={setTyped}
      />
      {tops.length > 1 ? (
        <Box className="lk-chips" role="radiogroup" label={t('goods.categories')}>
          {[{ id: null, name: t('goods.all') }, ...tops].map(({ id, name }) => (
            <Tap
              key={id ?? 'all'}
              id={`category-${id ?? 'all'}`}
              role="radio"
              checked={category === id}
              className={category === id ? 'lk-chip lk-chip--on' : 'lk-chip'}
              onTap={() => setCategory(id)}
            >
              {name}
            </Tap>
          ))}
        </Box>
      ) : null}
      <Goods storeId={storeId} search={search} category={category} />
      {all.length === 0 && categories.data && search === '' ? (
        <EmptyState icon="bag" title={t('goods.noneTitle')} text={t('goods.noneText')} />
      ) : null}
    </Box>
  );
}
