import { useDidShow } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { Store } from '../api';
import { BookingPin } from '../features/bookings/BookingPin';
import { DoorHero } from '../features/door/DoorHero';
import { HomeHead } from '../features/inbox/HomeHead';
import { DoorScan } from '../features/scan/DoorScan';
import { Nearby } from '../features/stores/Nearby';
import { StoreHead } from '../features/stores/StoreHead';
import { useChosenStore, useStores } from '../features/stores/use-stores';
import { VisitPin } from '../features/visit/VisitPin';
import { useT } from '../i18n';
import { Card } from '../kit/Card';
import { ListRow } from '../kit/ListRow';
import { Box } from '../kit/primitives';
import { Skeleton } from '../kit/Skeleton';
import { ErrorState } from '../kit/states';
import { Trouble } from '../kit/Trouble';
import { useVisit } from '../parts/use-visit';
import { Page } from '../shell/Page';
import { Tabs } from '../shell/Tabs';
import { open, pageParam } from '../state/nav';
import { chooseStore, forgetPlace, NEAR_METRES, place, scannedDoor } from '../state/place';
import { askPosition, refreshPosition, useWhereabouts } from '../state/position';
import { useStore } from '../state/store';

/** The door belongs to whoever stands before it: scanned, picked, of the open visit, or near enough to touch. */
function useDoorInFront() {
  const { doorToken, storeId } = useStore(place);
  const { position } = useWhereabouts();
  const stores = useStores(position);
  const visit = useVisit();
  const openVisit = visit.data?.visit ?? null;
  const nearest = stores.data?.items[0] ?? null;
  const near = nearest?.distance != null && nearest.distance <= NEAR_METRES ? nearest.id : null;
  const chosen = useChosenStore(doorToken, storeId ?? openVisit?.store.id ?? near);
  const why = doorToken ? 'scanned' : storeId ? 'picked' : openVisit ? 'inside' : near ? 'near' : null;
  return { doorToken, stores, visit, openVisit, chosen, why } as const;
}

export function Home() {
  const t = useT();
  const { doorToken, stores, visit, openVisit, chosen, why } = useDoorInFront();
  const [scanning, setScanning] = useState(false);
  const [opening, setOpening] = useState(false);

  useEffect(() => {
    const token = pageParam('door');
    if (token) scannedDoor(token);
  }, []);
  useDidShow(() => {
    void chosen.refresh();
    void visit.refresh();
    void refreshPosition();
  });

  const store = chosen.data;
  const choose = (next: Store) => {
    chooseStore(next.id);
    scrollTo('door');
  };
  return (
    <Page
      title={t('nav.home')}
      root
      head={<HomeHead onScan={() => setScanning(true)} />}
      tabs={<Tabs on="home" />}
      dataAt={chosen.at || stores.at}
    >
      {openVisit && !opening ? <VisitPin visit={openVisit} /> : null}
      {opening ? null : <BookingPin doorToken={doorToken} storeId={store?.id ?? null} />}
      <Box id="door" className="lk-stack lk-anchor">
        {store ? null : <Trouble error={chosen.error} />}
        {store && why ? (
          <StoreHead store={store} why={why} onForget={why === 'scanned' || why === 'picked' ? forgetPlace : null} />
        ) : chosen.loading ? (
          <Skeleton height={52} />
        ) : null}
        <DoorHero
          store={store}
          doorToken={doorToken}
          onOtherStore={() => scrollTo('nearby')}
          onScan={() => setScanning(true)}
          onBusy={setOpening}
        />
      </Box>
      <Card flush>
        <ListRow id="home-rooms" icon="clock" title={t('rooms.title')} last onTap={() => open('rooms')} />
      </Card>
      {stores.error && !stores.data ? (
        <ErrorState error={stores.error} onRetry={() => void stores.refresh()} />
      ) : (
        <Nearby
          stores={stores.data?.items ?? null}
          chosenId={store?.id ?? null}
          onLocate={() => void askPosition()}
          onChoose={choose}
        />
      )}
      {scanning ? <DoorScan onClose={() => setScanning(false)} /> : null}
    </Page>
  );
}

function scrollTo(id: string): void {
  if (process.env.TARO_ENV === 'h5') document.getElementById(id)?.scrollIntoView({ behavior: 'smooth' });
}
