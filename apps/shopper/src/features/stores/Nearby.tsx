import type { Store } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { EmptyState } from '../../kit/states';
import { open } from '../../state/nav';
import { locationSettings, useWhereabouts } from '../../state/position';
import { StoreList } from './StoreList';

export interface NearbyProps {
  /** null while they are being read. */
  stores: readonly Store[] | null;
  chosenId: string | null;
  onLocate: () => void;
  onChoose: (store: Store) => void;
}

export function Nearby({ stores, chosenId, onLocate, onChoose }: NearbyProps) {
  const t = useT();
  const { position, refused, busy } = useWhereabouts();
  const located = position !== null;
  return (
    <Box as="section" id="nearby" className="lk-stack lk-anchor" label={t('store.nearby')}>
      <Box className="lk-row lk-row--between lk-nearbyhead">
        <Box as="h2" className="lk-h3">
          {t(located ? 'store.nearby' : 'store.all')}
        </Box>
        {located ? null : (
          <Button id="locate" tone="text" icon="pin" busy={busy} onTap={onLocate}>
            {t('store.sortByDistance')}
          </Button>
        )}
      </Box>
      <Button id="to-map" tone="line" icon="pin" onTap={() => open('nearby')}>
        {t('map.open')}
      </Button>
      {refused && !located ? (
        <Note icon="pin">
          <Box>{t('store.locationRefused')}</Box>
          {locationSettings ? (
            <Button id="location-settings" tone="text" onTap={() => void locationSettings?.()}>
              {t('act.settings')}
            </Button>
          ) : null}
        </Note>
      ) : null}
      {stores === null ? <SkeletonList rows={4} label={t('common.loading')} /> : null}
      {stores !== null && stores.length === 0 ? (
        <EmptyState icon="pin" title={t('store.noneTitle')} text={t('store.noneText')} />
      ) : null}
      {stores !== null && stores.length > 0 ? (
        <StoreList stores={stores} chosenId={chosenId} onChoose={onChoose} />
      ) : null}
    </Box>
  );
}
