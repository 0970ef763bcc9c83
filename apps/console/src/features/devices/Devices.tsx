import { PlusOutlined } from '@ant-design/icons';
import {
  type Column,
  type Filter,
  type ItemOf,
  ListPage,
  TimeAgo,
  useColumnKit,
  useList,
  useSession,
  useWord,
  useWordOptions,
} from '@latchkey/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useStoreOptions } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { DeviceDrawer } from './DeviceDrawer.tsx';
import { BatteryLevel, ConnectivityTag, HealthCell } from './DeviceHealth.tsx';
import { RegisterDevice } from './RegisterDevice.tsx';

type Device = ItemOf<'GET /staff/devices'>;
const FILTERS = ['search', 'storeId', 'kind', 'state', 'connectivity'];

export function Devices() {
  const text = useAppText();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const list = useList({ key: 'devices', route: 'GET /staff/devices', filters: FILTERS });
  const filters: Filter[] = [
    { kind: 'text', keys: ['search'], label: text('devices.search') },
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useStoreOptions() },
    { kind: 'choice', keys: ['kind'], label: text('devices.kind'), options: useWordOptions('deviceKind') },
    { kind: 'choice', keys: ['state'], label: text('devices.health'), options: useWordOptions('device') },
    {
      kind: 'choice',
      keys: ['connectivity'],
      label: text('devices.connectivity'),
      options: useWordOptions('connectivity'),
    },
  ];
  const add = can('devices:edit') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {text('devices.add')}
    </Button>
  );
  return (
    <ListPage
      id="devices"
      title={text('devices.title')}
      hint={text('devices.hint')}
      add={add}
      list={list}
      columns={useColumns()}
      filters={filters}
      rowTone={(device) => (device.state === 'abnormal' ? 'danger' : undefined)}
      openable
      empty={text('devices.empty')}
    >
      <DeviceDrawer id={list.search.open} onClose={() => list.open(undefined)} />
      <RegisterDevice open={adding} onClose={() => setAdding(false)} />
    </ListPage>
  );
}

function useColumns(): Column<Device>[] {
  const col = useColumnKit<Device>();
  const text = useAppText();
  const word = useWord();
  return [
    {
      key: 'name',
      title: text('devices.name'),
      render: (device) => (
        <span className="console-stack">
          <strong>{device.name}</strong>
          <span className="lk-faint lk-mono">{device.code}</span>
        </span>
      ),
      text: (device) => device.name,
      phone: 'title',
    },
    col.text('code', text('devices.code'), (device) => device.code, { hiddenByDefault: true, phone: 'none' }),
    col.word('deviceKind', 'kind', text('devices.kind'), (device) => device.kind),
    col.text('store', text('fields.store'), (device) => device.store?.name),
    {
      key: 'connectivity',
      title: text('devices.connectivity'),
      render: (device) => <ConnectivityTag device={device} />,
      text: (device) => word('connectivity', device.connectivity),
      phone: 'aside',
    },
    {
      key: 'state',
      title: text('devices.health'),
      render: (device) => <HealthCell state={device.state} faults={device.faults} />,
      text: (device) => word('device', device.state),
      phone: 'aside',
    },
    {
      key: 'battery',
      title: text('devices.battery'),
      align: 'end',
      render: (device) => <BatteryLevel percent={device.battery} />,
      text: (device) => (device.battery === null ? '' : String(device.battery)),
    },
    col.text('firmware', text('devices.firmware'), (device) => device.firmware, {
      hiddenByDefault: true,
      phone: 'none',
    }),
    {
      key: 'lastSeenAt',
      title: text('devices.lastSeenAt'),
      render: (device) => <TimeAgo at={device.lastSeenAt} />,
      text: (device) => device.lastSeenAt ?? '',
    },
  ];
}
