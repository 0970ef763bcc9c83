import { useUiText } from '../i18n/use-text.ts';
import { useConnection } from '../realtime/use-realtime.tsx';
import { useAgeText } from './DateTime.tsx';
import './parts.css';

/** Whether what is on screen moves by itself, and how old it is when it does not. `dataAt` in ms since epoch. */
export function LiveBadge(props: { dataAt?: number | null }) {
  const text = useUiText();
  const age = useAgeText();
  const { state, heardAt } = useConnection();
  const known = Math.max(props.dataAt ?? 0, state === 'open' ? (heardAt ?? 0) : 0) || heardAt;
  const words = {
    idle: text('live.connecting'),
    connecting: text('live.connecting'),
    open: text('live.on'),
    lost: known ? text('live.lostAge', { age: age(known) }) : text('live.lost'),
  }[state];
  return (
    <span
      className={`lk-live lk-live-${state}`}
      role="status"
      title={known ? text('live.age', { age: age(known) }) : ''}
    >
      <span className="lk-live-dot" aria-hidden="true" />
      {words}
    </span>
  );
}
