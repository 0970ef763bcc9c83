import type { ExplainedDay, RoomMode, WeekCell } from '@latchkey/pricing';
import { StatusTag } from '@latchkey/ui';
import { useAppText } from '../../texts.ts';
import type { Content, Rule, StoreTariff } from './api.ts';
import { spanText, usePriceText, useScopeText, useWeekdays } from './phrases.ts';
import { colourOf } from './week-rows.ts';

export interface ChosenCell {
  day: ExplainedDay;
  cell: WeekCell;
}

/** Who wins a part of a day, and why the others do not. */
export function WeekCellDetail(props: { tariff: StoreTariff; content: Content; chosen: ChosenCell; mode: RoomMode }) {
  const text = useAppText();
  const weekdays = useWeekdays();
  const { content, tariff, mode } = props;
  const { day, cell } = props.chosen;
  const ruleOf = (id: string | null) => content.rules.find((rule) => rule.id === id);
  const winner = ruleOf(cell.winner);
  const type = text(`tariffs.dayTypes.${day.type}`);
  return (
    <div className="tariff-detail" aria-live="polite">
      <h3 className="lk-figures">
        {`${weekdays[day.weekday] ?? ''} ${day.date} ${spanText(cell.from, cell.to)}`}
        <span className="lk-faint">{` ${day.label ? `${type} · ${day.label}` : type}`}</span>
      </h3>
      {winner ? (
        <RuleLine tariff={tariff} content={content} rule={winner} note={text('tariffs.week.winner')} won />
      ) : (
        <p className="tariff-danger">{text('tariffs.week.holeHint')}</p>
      )}
      {mode === 'package' ? (
        <p className="lk-soft">{text('tariffs.week.packages')}</p>
      ) : (
        winner && cell.losers.length === 0 && <p className="lk-soft">{text('tariffs.week.noLosers')}</p>
      )}
      {mode !== 'package' &&
        cell.losers.map(({ ruleId, reason }) => {
          const rule = ruleOf(ruleId);
          return (
            rule && (
              <RuleLine
                key={ruleId}
                tariff={tariff}
                content={content}
                rule={rule}
                note={text(`tariffs.week.reasons.${reason}`)}
              />
            )
          );
        })}
    </div>
  );
}

function RuleLine(props: { tariff: StoreTariff; content: Content; rule: Rule; note: string; won?: boolean }) {
  const priceText = usePriceText();
  const scopeText = useScopeText(props.tariff);
  const { rule, content, note, won } = props;
  return (
    <div className="tariff-line">
      <span className={`tariff-dot tariff-colour-${colourOf(content, rule.id) ?? 0}`} aria-hidden="true" />
      <div>
        <strong>{rule.label}</strong> <span className="lk-figures">{priceText(rule)}</span>
        <p className="lk-faint">{scopeText(rule.scope)}</p>
      </div>
      {won ? <StatusTag tone="ok">{note}</StatusTag> : <span className="tariff-reason lk-soft">{note}</span>}
    </div>
  );
}
