import { useEffect, useState } from 'react';
import { api, type Store } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Chip, Chips } from '../../kit/Chips';
import { Box, Field } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { EmptyState, ErrorState } from '../../kit/states';
import { Trouble } from '../../kit/Trouble';
import type { Position } from '../../platform/location-types';
import { Page } from '../../shell/Page';
import { useList } from '../../state/list';
import { askPosition, refreshPosition, useWhereabouts } from '../../state/position';
import { ChosenStore } from './ChosenStore';
import { type MapView, metresBetween, viewOf } from './map-view';
import { StoreList } from './StoreList';
import { StoreMap } from './StoreMap';
import { useTyped } from './use-typed';

type Kind = Store['kind'];
const kinds: readonly (Kind | null)[] = [null, 'retail', 'rooms', 'both'];

const orders = ['byRating', 'good'] as const;
type Order = (typeof orders)[number];

interface Filter {
  search: string;
  openNow: boolean;
  kind: Kind | null;
  /** The best rated first; `good`: only those. */
  order: Order | null;
}

/** After the map came to rest, the list follows it. */
const REST_MS = 450;
/** The map shows this many of what was found, fewer around where one stands; the rest is a move away. */
const FITTED = 12;
const FITTED_HERE = 4;

/** ORG-12, ORG-15: a map and a list that move together, searched by name and address. */
export function NearbyPage() {
  const t = useT();
  const { typed, setTyped, search } = useTyped();
  const [openNow, setOpenNow] = useState(false);
  const [kind, setKind] = useState<Kind | null>(null);
  const [order, setOrder] = useState<Order | null>(null);
  return (
    <Page title={t('map.title')}>
      <Box className="lk-stack">
        <Field
          id="store-search"
          label={t('map.search')}
          placeholder={t('map.search')}
          value={typed}
          maxLength={60}
          onChange={setTyped}
        />
        <Box className="lk-row lk-row--wrap">
          <Chip id="open-now" role="checkbox" on={openNow} text={t('map.openNow')} onTap={() => setOpenNow(!openNow)} />
          <Chips
            id="kind"
            label={t('map.kind')}
            wrap
            value={kind}
            options={kinds.map((value) => ({ value, text: t(`map.kind.${value ?? 'all'}`) }))}
            onChange={setKind}
          />
          <Chips
            id="store-order"
            label={t('rating.order')}
            wrap
            value={order}
            options={[
              { value: null, text: t('rating.byDistance') },
              ...orders.map((value) => ({ value, text: t(`rating.${value}`) })),
            ]}
            onChange={setOrder}
          />
        </Box>
      </Box>
      <Found filter={{ search, openNow, kind, order }} />
    </Page>
  );
}

/** What is on show, and around which point the list is sorted: the map's once it was moved, else the phone's. */
function useGround(found: readonly Store[] | null, wanted: string) {
  const { position: here } = useWhereabouts();
  const [view, setView] = useState<MapView | null>(null);
  const [centre, setCentre] = useState<Position | null>(null);
  // Another search, or the phone's place, is fitted anew; a map that the person moved stays where it is.
  const [fitted, setFitted] = useState('');
  useEffect(() => {
    if (found === null || fitted === wanted) return;
    const next = viewOf([
      ...found.slice(0, here ? FITTED_HERE : FITTED).map(({ position }) => position),
      ...(here ? [here] : []),
    ]);
    if (next) setView(next);
    setFitted(wanted);
  }, [found, fitted, wanted, here]);
  const [moves, setMoves] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each move starts the rest anew
  useEffect(() => {
    if (moves === 0 || view === null) return;
    const timer = setTimeout(() => setCentre(view.centre), REST_MS);
    return () => clearTimeout(timer);
  }, [moves]);
  const moveTo = (next: MapView) => {
    setView(next);
    setMoves((n) => n + 1);
  };
  return { view, here, from: centre ?? here, moveTo, show: setView };
}

function Found({ filter }: { filter: Filter }) {
  const t = useT();
  const { position, busy } = useWhereabouts();
  const filterKey = `${filter.search}:${filter.openNow}:${filter.kind}:${filter.order}`;
  const wanted = `${filterKey}:${position ? 'here' : ''}`;
  const [found, setFound] = useState<readonly Store[] | null>(null);
  const [foundFor, setFoundFor] = useState('');
  const ground = useGround(foundFor === wanted ? found : null, wanted);
  const { from } = ground;
  const query = {
    ...(filter.search === '' ? {} : { search: filter.search }),
    ...(filter.openNow ? { openNow: 'true' as const } : {}),
    ...(filter.order ? { sort: 'rating' as const } : {}),
    ...(filter.order === 'good' ? { minimumRating: 4.5 } : {}),
    ...(filter.kind === null ? {} : { kind: filter.kind }),
    ...(from ?? {}),
  };
  const key = `nearby:${filterKey}:${from ? `${from.longitude.toFixed(4)},${from.latitude.toFixed(4)}` : ''}`;
  const list = useList(key, (cursor) => api('GET /stores', { query: { limit: 50, cursor, ...query } }));
  const [chosen, setChosen] = useState<Store | null>(null);
  useEffect(() => void refreshPosition(), []);
  useEffect(() => {
    if (list.items === null) return;
    setFound(list.items);
    setFoundFor(wanted);
  }, [list.items, wanted]);

  // While the list is read anew, the last one stays.
  const stores = list.items ?? found;
  if (list.error && !stores) return <ErrorState error={list.error} onRetry={() => void list.refresh()} />;
  if (!stores) return <SkeletonList rows={5} label={t('common.loading')} />;
  const choose = (store: Store) => {
    setChosen(store);
    if (ground.view) ground.show({ ...ground.view, centre: store.position });
  };
  const seen = chosen && stores.some(({ id }) => id === chosen.id) ? chosen : null;
  const shown = stores.map((store) => ({
    ...store,
    distance: ground.here ? Math.round(metresBetween(ground.here, store.position)) : null,
  }));
  return (
    <>
      {ground.view ? (
        <StoreMap
          view={ground.view}
          stores={shown}
          here={ground.here}
          chosenId={seen?.id ?? null}
          onView={ground.moveTo}
          onChoose={choose}
        />
      ) : null}
      {position ? null : (
        <Button id="locate" tone="quiet" icon="pin" busy={busy} onTap={() => void askPosition()}>
          {t('map.locate')}
        </Button>
      )}
      {seen ? <ChosenStore store={shown.find(({ id }) => id === seen.id) ?? seen} /> : null}
      <Trouble error={list.error ?? list.moreError} />
      {shown.length === 0 ? (
        <EmptyState icon="pin" title={t('map.noneTitle')} text={t('map.noneText')} />
      ) : (
        <StoreList stores={shown} chosenId={seen?.id ?? null} onChoose={choose} />
      )}
      {list.hasMore ? (
        <Button id="more" tone="line" busy={list.busy} onTap={() => void list.more()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
}
