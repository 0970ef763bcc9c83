import type { Store } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Box } from '../../kit/primitives';
import { Tag } from '../../kit/Tag';
import { open } from '../../state/nav';
import { availabilityTone } from './availability';

export interface StoreHeadProps {
  store: Store;
  /** Why this door is meant. */
  why: 'scanned' | 'picked' | 'inside' | 'near';
  /** Another door is meant; null where the place itself decides. */
  onForget: (() => void) | null;
}

/** The store whose door the button opens, and why it is this one. */
export function StoreHead({ store, why, onForget }: StoreHeadProps) {
  const t = useT();
  return (
    <Box className="lk-storehead" as="section" label={store.name}>
      <Box as="h2" className="lk-h2">
        {store.name}
      </Box>
      <Box className="lk-row lk-row--wrap lk-storehead__facts">
        <Tag tone={availabilityTone[store.availability]} lamp={store.availability === 'open'}>
          {t(`availability.${store.availability}`)}
        </Tag>
        <Tag>{store.hoursToday}</Tag>
        {store.capacity === null ? null : <Tag>{t('store.occupancy', { n: store.occupancy, of: store.capacity })}</Tag>}
        <Tag tone="brand">{t(`store.why.${why}`)}</Tag>
      </Box>
      <Box className="lk-row lk-storehead__facts">
        <Button id="store-goods" tone="text" onTap={() => open('store', { id: store.id })}>
          {t('store.goods')}
        </Button>
        {onForget ? (
          <Button id="other-door" tone="text" onTap={onForget}>
            {t('store.notThis')}
          </Button>
        ) : null}
      </Box>
    </Box>
  );
}
