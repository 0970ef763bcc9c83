import type { Store } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Box } from '../../kit/primitives';
import { open, restart } from '../../state/nav';
import { chooseStore } from '../../state/place';
import { Directions } from './MapApps';
import { StateTags } from './StateTags';

/** What was picked on the map or in the list, with what can be done about it. */
export function ChosenStore({ store }: { store: Store }) {
  const t = useT();
  return (
    <Card id="chosen-store" lit label={store.name}>
      <Box className="lk-stack">
        <Box as="h2" className="lk-h3">
          {store.name}
        </Box>
        <StateTags store={store} />
        <Box className="lk-small lk-soft">{store.address}</Box>
        <Button
          id="choose-store"
          icon="door"
          onTap={() => {
            chooseStore(store.id);
            restart('home');
          }}
        >
          {t('store.toDoor')}
        </Button>
        <Box className="lk-row lk-row--wrap">
          <Button id="store-goods" tone="text" icon="bag" onTap={() => open('store', { id: store.id })}>
            {t('store.goods')}
          </Button>
          <Directions store={store} />
        </Box>
      </Box>
    </Card>
  );
}
