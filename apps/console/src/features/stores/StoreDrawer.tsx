import { DetailDrawer, Loaded, StateTag, StatusTag, useSession, useWord } from '@latchkey/ui';
import { Alert, Button, Tabs } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { type StoreDetail, useStore } from './api.ts';
import { DoorCode } from './DoorCode.tsx';
import { LockdownAtDoor } from './LockdownAtDoor.tsx';
import { OpeningSteps } from './OpeningSteps.tsx';
import { StoreAgents } from './StoreAgents.tsx';
import { StoreBasics } from './StoreBasics.tsx';
import { StoreDevices } from './StoreDevices.tsx';
import { StoreForm } from './StoreForm.tsx';
import { StoreHours } from './StoreHours.tsx';
import { StoreStateActions } from './StoreStateActions.tsx';

export function StoreDrawer(props: { id: string | undefined; onClose: () => void }) {
  const text = useAppText();
  const { can } = useSession();
  const store = useStore(props.id);
  const [editing, setEditing] = useState(false);
  const [tab, setTab] = useState('basics');
  return (
    <DetailDrawer
      open={props.id !== undefined}
      onClose={props.onClose}
      title={store.data?.name ?? text('stores.title')}
      extra={
        store.data && can('stores:edit') && <Button onClick={() => setEditing(true)}>{text('fields.edit')}</Button>
      }
      width={760}
    >
      <Loaded query={store}>
        {(data) => (
          <>
            <Head store={data} />
            <OpeningSteps store={data} onTab={setTab} />
            <Sections store={data} tab={tab} onTab={setTab} />
            <StoreForm open={editing} store={data} onClose={() => setEditing(false)} />
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}

function Head(props: { store: StoreDetail }) {
  const text = useAppText();
  const word = useWord();
  const { can } = useSession();
  const { store } = props;
  return (
    <>
      {store.lockdown && (
        <Alert
          type="error"
          showIcon
          className="console-verdict"
          title={text('stores.lockedDown', { by: store.lockdown.by })}
          description={store.lockdown.reason}
        />
      )}
      {can('devices') && <LockdownAtDoor storeId={store.id} locked={store.lockdown !== null} />}
      <div className="console-between console-verdict">
        <span className="console-row">
          <StateTag kind="availability" value={store.availability} />
          {store.state !== 'open' && <StateTag kind="store" value={store.state} />}
          <span className="lk-soft">{word('storeKind', store.kind)}</span>
          {store.insideNow > 0 && (
            <StatusTag tone="live">{text('stores.peopleInside', { n: store.insideNow })}</StatusTag>
          )}
        </span>
        <StoreStateActions store={store} />
      </div>
    </>
  );
}

function Sections(props: { store: StoreDetail; tab: string; onTab: (tab: string) => void }) {
  const text = useAppText();
  const { can } = useSession();
  const { store } = props;
  const items = [
    { key: 'basics', label: text('stores.basics'), children: <StoreBasics store={store} /> },
    { key: 'hours', label: text('stores.hours'), children: <StoreHours store={store} /> },
    { key: 'door', label: text('stores.doorCode'), children: <DoorCode store={store} /> },
    ...(can('devices')
      ? [{ key: 'devices', label: text('stores.devices'), children: <StoreDevices storeId={store.id} /> }]
      : []),
    { key: 'agents', label: text('stores.agents'), children: <StoreAgents store={store} /> },
  ];
  return <Tabs items={items} activeKey={props.tab} onChange={props.onTab} />;
}
