import type { ExplainedDay, WeekCell } from '@latchkey/pricing';
import { useAppText } from '../../texts.ts';
import type { Content } from './api.ts';
import { spanText, useWeekdays } from './phrases.ts';
import type { ChosenCell } from './WeekCellDetail.tsx';
import { colourOf } from './week-rows.ts';

const LABELLED_MINUTES = 150;

/** One day as a bar of 24 hours in the colours of the rules that win. */
export function WeekRow(props: {
  day: ExplainedDay;
  content: Content;
  chosen: ChosenCell | null;
  onChoose: (cell: ChosenCell) => void;
}) {
  const text = useAppText();
  const weekdays = useWeekdays();
  const { day, content } = props;
  const special = day.type === 'holiday' || day.type === 'makeup_workday';
  const name = `${weekdays[day.weekday] ?? ''} ${day.date.slice(5).replace('-', '/')}`;
  const label = (cell: WeekCell) =>
    content.rules.find((rule) => rule.id === cell.winner)?.label ?? text('tariffs.week.hole');
  return (
    <div className="tariff-row">
      <span className="tariff-day">
        <span className="lk-figures">{name}</span>
        {special && (
          <small className={`tariff-day-${day.type}`}>{day.label ?? text(`tariffs.dayTypes.${day.type}`)}</small>
        )}
      </span>
      <div className="tariff-bar">
        {day.cells.map((cell) => {
          const colour = colourOf(content, cell.winner);
          const span = spanText(cell.from, cell.to);
          return (
            <button
              key={cell.from}
              type="button"
              className={`tariff-cell ${colour === null ? 'tariff-hole' : `tariff-colour-${colour}`}`}
              style={{ flexGrow: cell.to - cell.from }}
              aria-pressed={props.chosen?.cell === cell}
              aria-label={`${name} ${span} ${label(cell)}`}
              title={`${span} ${label(cell)}`}
              onClick={() => props.onChoose({ day, cell })}
            >
              {cell.to - cell.from >= LABELLED_MINUTES && <span>{label(cell)}</span>}
            </button>
          );
        })}
      </div>
    </div>
  );
}
