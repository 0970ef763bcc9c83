import { Tooltip } from 'antd';
import { useLanguage } from '../i18n/use-language.ts';
import { useUiText } from '../i18n/use-text.ts';
import { ageOf, foreignOffset, type TimeStyle, timeText } from './time.ts';
import { useNow } from './use-now.ts';

/**
 * An instant on the store's wall clock, with its offset where the reader's clock differs. The full time and the zone's
 * name are one hover away.
 */
export function DateTime(props: { at: string | null | undefined; zone?: string; style?: TimeStyle }) {
  const text = useUiText();
  const { language } = useLanguage();
  if (!props.at) return <span className="lk-faint">—</span>;
  const full = timeText(props.at, 'second', language, props.zone);
  const title = props.zone ? `${full} · ${text('common.storeTime', { zone: props.zone })}` : full;
  const offset = props.style === 'day' ? null : foreignOffset(props.at, props.zone);
  return (
    <Tooltip title={title}>
      <time dateTime={props.at} className="lk-figures">
        {timeText(props.at, props.style ?? 'minute', language, props.zone)}
        {offset && <span className="lk-faint lk-offset">{offset}</span>}
      </time>
    </Tooltip>
  );
}

/** A text such as “3 minutes ago” that keeps itself true. */
export function useAgeText(): (instantMs: number) => string {
  const text = useUiText();
  const now = useNow(2000);
  return (instantMs) => {
    const age = ageOf(instantMs, now);
    if (age.unit === 'now') return text('common.justNow');
    return text(`common.${age.unit}Ago`, { n: age.n });
  };
}

export function TimeAgo(props: { at: string | null | undefined }) {
  const age = useAgeText();
  if (!props.at) return <span className="lk-faint">—</span>;
  return (
    <time dateTime={props.at} className="lk-figures">
      {age(Date.parse(props.at))}
    </time>
  );
}
