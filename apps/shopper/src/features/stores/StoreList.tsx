import type { Store } from '../../api';
import { useT } from '../../i18n';
import { Icon } from '../../kit/Icon';
import { ListRow } from '../../kit/ListRow';
import { Box } from '../../kit/primitives';
import { Tag } from '../../kit/Tag';
import { Rating } from '../../parts/Stars';
import { availabilityTone, distanceText } from './availability';

export function StoreList({
  stores,
  chosenId,
  onChoose,
}: {
  stores: readonly Store[];
  chosenId: string | null;
  onChoose: (store: Store) => void;
}) {
  const t = useT();
  return (
    <Box className="lk-card lk-card--flush">
      {stores.map((store, i) => (
        <ListRow
          key={store.id}
          id={`store-${store.id}`}
          last={i === stores.length - 1}
          lead={<Icon name={store.id === chosenId ? 'check' : 'pin'} size={22} />}
          title={<Box className="lk-strong lk-cut">{store.name}</Box>}
          detail={
            <>
              <Box className="lk-cut">{store.address}</Box>
              <Rating rating={store.rating} />
            </>
          }
          end={
            <Box className="lk-storeend">
              <Tag tone={availabilityTone[store.availability]} lamp={store.availability === 'open'}>
                {t(`availability.${store.availability}`)}
              </Tag>
              <Box className="lk-num lk-tiny">{distanceText(t, store.distance)}</Box>
            </Box>
          }
          bare
          onTap={() => onChoose(store)}
        />
      ))}
    </Box>
  );
}
