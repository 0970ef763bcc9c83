import { useWord } from '@latchkey/ui';
import { useAppText } from '../../texts.ts';

const STATES = ['held', 'confirmed', 'in_use', 'completed'] as const;

/** What the colours of bars mean; each bar says it in words, too. */
export function Legend() {
  const text = useAppText();
  const word = useWord();
  return (
    <ul className="calendar-legend" aria-label={text('roomCalendar.legend')}>
      {STATES.map((state) => (
        <li key={state}>
          <span className={`calendar-swatch calendar-${state}`} aria-hidden="true" />
          {word('booking', state)}
        </li>
      ))}
      <li>
        <span className="calendar-swatch calendar-block" aria-hidden="true" />
        {word('bookingKind', 'block')}
      </li>
      <li>
        <span className="calendar-swatch calendar-cleaning" aria-hidden="true" />
        {text('roomCalendar.cleaning')}
      </li>
    </ul>
  );
}
