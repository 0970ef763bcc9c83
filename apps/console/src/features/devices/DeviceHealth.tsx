import { StateTag, StatusTag, useAgeText, useWord } from '@latchkey/ui';
import { useAppText } from '../../texts.ts';

const LOW_PERCENT = 15;

interface Connected {
  connectivity: 'online' | 'offline' | 'never';
  connectivitySince: string | null;
  faults: readonly string[];
}

/** DEV-15: offline is a state of its own, and turns red only once it is a fault. */
export function ConnectivityTag(props: { device: Connected }) {
  const word = useWord();
  const age = useAgeText();
  const { connectivity, connectivitySince, faults } = props.device;
  if (connectivity !== 'offline') return <StateTag kind="connectivity" value={connectivity} />;
  return (
    <StatusTag tone={faults.includes('no_communication') ? 'danger' : 'live'}>
      {word('connectivity', 'offline')}
      {connectivitySince && ` · ${age(Date.parse(connectivitySince))}`}
    </StatusTag>
  );
}

/** The battery beside the connection; devices on mains have none. */
export function BatteryLevel(props: { percent: number | null }) {
  const text = useAppText();
  if (props.percent === null) return <span className="lk-faint">{text('devices.mains')}</span>;
  if (props.percent >= LOW_PERCENT) return <span className="lk-figures">{`${props.percent} %`}</span>;
  return <StatusTag tone="danger">{text('devices.lowBattery', { percent: props.percent })}</StatusTag>;
}

/** Health with what is wrong in words. */
export function HealthCell(props: { state: 'normal' | 'abnormal' | 'stopped'; faults: readonly string[] }) {
  const word = useWord();
  return (
    <span className="console-stack">
      <StateTag kind="device" value={props.state} />
      {props.faults.length > 0 && props.state !== 'stopped' && (
        <span className="lk-faint">{props.faults.map((fault) => word('code', fault)).join(' · ')}</span>
      )}
    </span>
  );
}
