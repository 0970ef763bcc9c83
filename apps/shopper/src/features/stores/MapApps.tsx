import { useState } from 'react';
import type { Store } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { ListRow } from '../../kit/ListRow';
import { Sheet } from '../../kit/Sheet';
import { mapApps, openMap } from '../../platform/maps';

/** ORG-12: the way there, by the map app that the person uses. */
export function Directions({ store }: { store: Store }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const place = { name: store.name, address: store.address, ...store.position };
  return (
    <>
      <Button
        id="store-map"
        tone="text"
        icon="pin"
        onTap={() => (mapApps.length > 0 ? setAsking(true) : openMap(mapApps[0], place))}
      >
        {t('store.navigate')}
      </Button>
      {asking ? (
        <Sheet id="map-apps" title={t('map.apps')} onClose={() => setAsking(false)}>
          {mapApps.map((app, i) => (
            <ListRow
              key={app}
              id={`map-app-${app}`}
              icon="pin"
              title={t(`map.app.${app}`)}
              last={i === mapApps.length - 1}
              onTap={() => {
                setAsking(false);
                openMap(app, place);
              }}
            />
          ))}
        </Sheet>
      ) : null}
    </>
  );
}
