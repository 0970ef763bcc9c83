import type { Store } from '../../api';
import { useT } from '../../i18n';
import { Icon } from '../../kit/Icon';
import { Box, Part, Tap } from '../../kit/primitives';
import type { Position } from '../../platform/location-types';
import { MapPane } from './MapPane';
import { gridLines, type MapView, moved, type Pin, pinsOf, project, viewOf, zoomed } from './map-view';

export interface StoreMapProps {
  view: MapView;
  stores: readonly Store[];
  /** Where the phone is. */
  here: Position | null;
  chosenId: string | null;
  onView: (view: MapView) => void;
  onChoose: (store: Store) => void;
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** Stores where they stand, on plain ground with a scale: no map vendor is asked, and nobody learns who looks. */
export function StoreMap({ view, stores, here, chosenId, onView, onChoose }: StoreMapProps) {
  const t = useT();
  const { step, xs, ys } = gridLines(view);
  const you = here ? project(view, here) : null;
  return (
    <Box className="lk-mapframe">
      <MapPane
        label={t('map.label')}
        onMove={(dx, dy) => onView(moved(view, dx, dy))}
        onZoom={(factor) => onView(zoomed(view, factor))}
      >
        {xs.map((x) => (
          <Box key={`x${x}`} className="lk-map__line lk-map__line--down" style={{ left: percent(x) }} />
        ))}
        {ys.map((y) => (
          <Box key={`y${y}`} className="lk-map__line lk-map__line--across" style={{ top: percent(y) }} />
        ))}
        {you && inside(you) ? (
          <Box
            className="lk-map__you"
            role="img"
            label={t('map.you')}
            style={{ left: percent(you.x), top: percent(you.y) }}
          />
        ) : null}
        {pinsOf(view, stores).map((pin) => (
          <Place
            key={pin.items[0]?.id}
            pin={pin}
            chosen={pin.items.some(({ id }) => id === chosenId)}
            onTap={() => {
              const [only, ...more] = pin.items;
              if (only && more.length === 0) return onChoose(only);
              const closer = viewOf(pin.items.map(({ position }) => position));
              if (closer) onView(closer.span < view.span ? closer : zoomed({ ...view, centre: closer.centre }, 0.5));
            }}
          />
        ))}
        <Box className="lk-map__scale lk-tiny lk-num" hidden>
          <Box className="lk-map__bar" style={{ width: percent(step / view.span) }} />
          {step < 1000 ? t('store.metres', { n: step }) : t('store.kilometres', { n: step / 1000 })}
        </Box>
      </MapPane>
      <Box className="lk-map__tools">
        <Tap id="map-in" className="lk-map__tool" label={t('map.closer')} onTap={() => onView(zoomed(view, 0.5))}>
          <Icon name="plus" />
        </Tap>
        <Tap id="map-out" className="lk-map__tool" label={t('map.farther')} onTap={() => onView(zoomed(view, 2))}>
          <Icon name="minus" />
        </Tap>
      </Box>
    </Box>
  );
}

const inside = ({ x, y }: { x: number; y: number }): boolean => x >= 0 && x <= 1 && y >= 0 && y <= 1;

function Place({ pin, chosen, onTap }: { pin: Pin<Store>; chosen: boolean; onTap: () => void }) {
  const t = useT();
  const [first] = pin.items;
  if (!first) return null;
  const lit = pin.items.some(({ availability }) => availability === 'open');
  const many = pin.items.length > 1;
  const label = many
    ? t('map.several', { n: pin.items.length })
    : `${first.name}, ${t(`availability.${first.availability}`)}`;
  return (
    <Box className={chosen ? 'lk-pin lk-pin--on' : 'lk-pin'} style={{ left: percent(pin.x), top: percent(pin.y) }}>
      <Tap id={`pin-${first.id}`} className="lk-pin__tap" label={label} onTap={onTap}>
        <Part className={lit ? 'lk-pin__head lk-pin__head--lit' : 'lk-pin__head'}>
          {many ? <Part className="lk-num">{String(pin.items.length)}</Part> : <Icon name="door" size={18} />}
        </Part>
      </Tap>
    </Box>
  );
}
