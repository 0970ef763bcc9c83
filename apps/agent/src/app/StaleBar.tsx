import { timeText, useAgeText, useConnection, useLanguage } from '@latchkey/ui';
import { useAppText } from '../texts.ts';
import './bars.css';

/** UX-8: while nothing moves by itself, the screen says from when its figures are. */
export function StaleBar(props: { dataAt: number }) {
  const text = useAppText();
  const age = useAgeText();
  const { language } = useLanguage();
  const { state } = useConnection();
  if (state !== 'lost' || !props.dataAt) return null;
  const at = timeText(new Date(props.dataAt).toISOString(), 'time', language);
  return (
    <div className="bar bar-stale" role="alert">
      {text('live.stale', { at, age: age(props.dataAt) })}
    </div>
  );
}
