import type { ReactNode } from 'react';
import type { Store } from '../../api';
import { useT } from '../../i18n';
import { Box } from '../../kit/primitives';
import { Tag } from '../../kit/Tag';
import { availabilityTone, distanceText } from './availability';

/** What the door does now, until when, and how full it is inside. */
export function StateTags({ store, children }: { store: Store; children?: ReactNode }) {
  const t = useT();
  const distance = distanceText(t, store.distance);
  return (
    <Box className="lk-row lk-row--wrap">
      <Tag tone={availabilityTone[store.availability]} lamp={store.availability === 'open'}>
        {t(`availability.${store.availability}`)}
      </Tag>
      <Tag>{t('door.hours', { hours: store.hoursToday })}</Tag>
      {store.capacity === null ? null : <Tag>{t('store.occupancy', { n: store.occupancy, of: store.capacity })}</Tag>}
      {distance === '' ? null : <Tag>{distance}</Tag>}
      {children}
    </Box>
  );
}
