import { useDidShow } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { Store } from '../api';
import { DoorHero } from '../features/door/DoorHero';
import { HomeHead } from '../features/inbox/HomeHead';
import { DoorScan } from '../features/scan/DoorScan';
import { Nearby } from '../features/stores/Nearby';
import { availabilityTone } from '../features/stores/StoreList';
import { useChosenStore, usePosition, useStores } from '../features/stores/use-stores';
import { VisitPin } from '../features/visit/VisitPin';
import { useT } from '../i18n';
import { Note } from '../kit/Note';
import { Box } from '../kit/primitives';
import { Skeleton } from '../kit/Skeleton';
import { ErrorState } from '../kit/states';
import { Tag } from '../kit/Tag';
import { useVisit } from '../parts/use-visit';
import { Page } from '../shell/Page';
import { Tabs } from '../shell/Tabs';
import { pageParam } from '../state/nav';
import { chooseStore, place, scannedDoor } from '../state/place';
import { useStore } from '../state/store';

export function Home() {
  const t = useT();
  const { doorToken, storeId } = useStore(place);
  const { position, setPosition, asked, ask } = usePosition();
  const [scanning, setScanning] = useState(false);
  const [opening, setOpening] = useState(false);
  const stores = useStores(position);
  const visit = useVisit();
  const openVisit = visit.data?.visit ?? null;
  const chosen = useChosenStore(doorToken, storeId ?? openVisit?.store.id ?? stores.data?.items[0]?.id ?? null);

  useEffect(() => {
    const token = pageParam('door');
    if (token) scannedDoor(token);
  }, []);
  useDidShow(() => {
    void chosen.refresh();
    void visit.refresh();
  });

  const store = chosen.data;
  const choose = (next: Store) => chooseStore(next.id);
  const toList = () => scrollTo('nearby');
  return (
    <Page
      title={t('nav.home')}
      root
      head={<HomeHead onScan={() => setScanning(true)} />}
      tabs={<Tabs on="home" />}
      dataAt={chosen.at || stores.at}
    >
      {openVisit && !opening ? <VisitPin visit={openVisit} /> : null}
      {chosen.error && !store ? <DoorCodeTrouble text={chosen.error.message} /> : null}
      {store ? (
        <StoreHead store={store} byDoor={doorToken !== null} />
      ) : chosen.loading ? (
        <Skeleton height={52} />
      ) : null}
      <DoorHero
        store={store}
        doorToken={doorToken}
        position={position}
        onPosition={setPosition}
        onOtherStore={toList}
        onScan={() => setScanning(true)}
        onBusy={setOpening}
      />
      {stores.error && !stores.data ? (
        <ErrorState error={stores.error} onRetry={() => void stores.refresh()} />
      ) : (
        <Nearby
          stores={stores.data?.items ?? null}
          chosenId={store?.id ?? null}
          located={position !== null}
          refused={asked && !position}
          onLocate={() => void ask()}
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

function DoorCodeTrouble({ text }: { text: string }) {
  return (
    <Note tone="danger" icon="alert" alert>
      {text}
    </Note>
  );
}

function StoreHead({ store, byDoor }: { store: Store; byDoor: boolean }) {
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
        {byDoor ? <Tag tone="brand">{t('store.atTheDoor')}</Tag> : null}
      </Box>
    </Box>
  );
}
