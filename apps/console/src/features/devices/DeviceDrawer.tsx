import type { Answer } from '@latchkey/client';
import {
  call,
  DateTime,
  DetailDrawer,
  Facts,
  Loaded,
  Section,
  StateTag,
  StatusTag,
  TimeAgo,
  useSession,
  useWord,
} from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { useZoneOf } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { DeviceActions } from './DeviceActions.tsx';
import { BatteryLevel, ConnectivityTag } from './DeviceHealth.tsx';
import { CommandLog, EventLog } from './DeviceLogs.tsx';

export type DeviceDetail = Answer<'GET /staff/devices/:id'>;

export function DeviceDrawer(props: { id: string | undefined; onClose: () => void }) {
  const text = useAppText();
  const { can } = useSession();
  const device = useQuery({
    queryKey: ['devices', 'one', props.id],
    queryFn: () => call('GET /staff/devices/:id', { params: { id: props.id ?? '' } }),
    enabled: props.id !== undefined,
  });
  const zone = useZoneOf()(device.data?.store?.id);
  return (
    <DetailDrawer
      open={props.id !== undefined}
      onClose={props.onClose}
      title={device.data?.name ?? text('devices.title')}
      extra={device.data && can('devices:edit') && <DeviceActions device={device.data} />}
    >
      <Loaded query={device}>
        {(data) => (
          <Tabs
            items={[
              { key: 'state', label: text('devices.state'), children: <DeviceState device={data} /> },
              { key: 'commands', label: text('devices.commands'), children: <CommandLog id={data.id} zone={zone} /> },
              { key: 'events', label: text('devices.events'), children: <EventLog id={data.id} zone={zone} /> },
            ]}
          />
        )}
      </Loaded>
    </DetailDrawer>
  );
}

function DeviceState(props: { device: DeviceDetail }) {
  const text = useAppText();
  const word = useWord();
  const { device } = props;
  const zone = useZoneOf()(device.store?.id);
  return (
    <>
      <Section
        plain
        title={word('deviceKind', device.kind)}
        extra={
          <span className="console-row">
            <ConnectivityTag device={device} />
            <StateTag kind="device" value={device.state} />
          </span>
        }
      >
        <Facts
          facts={[
            { label: text('devices.code'), value: <span className="lk-mono">{device.code}</span> },
            {
              label: text('fields.store'),
              value: device.store ? (
                <Link to="/stores" search={{ open: device.store.id } as never}>
                  {device.store.name}
                </Link>
              ) : (
                '—'
              ),
            },
            { label: text('devices.lastSeenAt'), value: <TimeAgo at={device.lastSeenAt} /> },
            { label: text('devices.model'), value: device.model ?? '—' },
            { label: text('devices.firmware'), value: device.firmware ?? '—' },
            { label: text('devices.address'), value: <span className="lk-mono">{device.ipAddress ?? '—'}</span> },
            { label: text('devices.battery'), value: <BatteryLevel percent={device.battery} /> },
            { label: text('fields.createdAt'), value: <DateTime at={device.createdAt} zone={zone} /> },
            device.faults.length > 0 && {
              label: text('devices.faults'),
              value: device.faults.map((fault) => word('code', fault)).join('、'),
              wide: true,
            },
          ]}
        />
      </Section>
      <Section
        plain
        title={text('devices.twin')}
        extra={
          <StatusTag tone={device.twinInSync ? 'ok' : 'live'}>
            {text(device.twinInSync ? 'devices.inSync' : 'devices.outOfSync')}
          </StatusTag>
        }
      >
        <TwinTable device={device} />
      </Section>
    </>
  );
}

function TwinTable(props: { device: DeviceDetail }) {
  const text = useAppText();
  const { desired, reported } = props.device;
  const names = [...new Set([...Object.keys(desired), ...Object.keys(reported)])].sort();
  if (names.length === 0) return <p className="lk-soft">{text('devices.noTwin')}</p>;
  return (
    <div className="console-lines-scroll">
      <table className="console-lines">
        <thead>
          <tr>
            <th scope="col">{text('devices.property')}</th>
            <th scope="col">{text('devices.desired')}</th>
            <th scope="col">{text('devices.reported')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row" className="lk-mono">
                {name}
              </th>
              <td className="lk-mono">{valueText(desired[name])}</td>
              <td className="lk-mono">{valueText(reported[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function valueText(value: unknown): string {
  if (value === undefined) return '—';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
