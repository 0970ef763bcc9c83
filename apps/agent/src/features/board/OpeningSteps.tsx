import { DateTime, useWord } from '@latchkey/ui';
import type { BoardVisit } from '../../live/board.ts';
import { useAppText } from '../../texts.ts';

type Opening = NonNullable<BoardVisit['opening']>;
const STEPS = ['requested', 'sent', 'acknowledged', 'opened'] as const;

/** VIS-14: how far the door really got, each step with its time after the request; and what came too late. */
export function OpeningSteps(props: { opening: Opening; zone: string }) {
  const text = useAppText();
  const word = useWord();
  const { opening } = props;
  const times = {
    requested: opening.requestedAt,
    sent: opening.sentAt,
    acknowledged: opening.acknowledgedAt,
    opened: opening.openedAt,
  };
  const failed = ['rejected', 'timed_out', 'expired', 'failed'].includes(opening.state);
  return (
    <div className="opening">
      <p className="opening-head">
        <strong>{word('openingPurpose', opening.purpose)}</strong>
        <DateTime at={opening.requestedAt} zone={props.zone} style="moment" />
      </p>
      <ol className="opening-steps">
        {STEPS.map((step) => (
          <li key={step} className={stepClass(times[step], failed)}>
            <span className="opening-dot" aria-hidden="true" />
            <span>{text(`opening.${step}`)}</span>
            <span className="lk-faint lk-figures">{afterText(step, times[step], opening.requestedAt)}</span>
          </li>
        ))}
      </ol>
      {failed && (
        <p className="opening-failed" role="status">
          {word('opening', opening.state)}
          {opening.code && opening.code !== opening.state && `：${word('code', opening.code)}`}
        </p>
      )}
      {opening.answeredLateAt && (
        <p className="opening-late">
          {text('opening.late', { n: secondsAfter(opening.answeredLateAt, opening.requestedAt) })}
        </p>
      )}
    </div>
  );
}

function stepClass(at: string | null, failed: boolean): string {
  return at ? 'opening-step opening-step-done' : failed ? 'opening-step opening-step-never' : 'opening-step';
}

function afterText(step: string, at: string | null, from: string): string {
  if (!at || step === 'requested') return '';
  return `+${secondsAfter(at, from)} s`;
}

const secondsAfter = (at: string, from: string) => (Math.max(0, Date.parse(at) - Date.parse(from)) / 1000).toFixed(1);
