import type { TimelineEntry } from '../api';
import { clockTime, dateTime, localDay } from '../format/time';
import { isMessageKey, type MessageKey, useT } from '../i18n';
import { Card } from '../kit/Card';
import { Box, Part } from '../kit/primitives';

/** What happened, in order, by the store's clock. What has no words for customers is left out rather than shown raw. */
export function Timeline({
  title,
  entries,
  utcOffset,
}: {
  title: string;
  entries: readonly TimelineEntry[];
  utcOffset: number;
}) {
  const t = useT();
  const told = entries.flatMap((entry) => {
    const key = wordsOf(entry);
    return key ? [{ ...entry, key }] : [];
  });
  if (told.length === 0) return null;
  // Within one day the clock with its seconds says more than the date repeated.
  const days = new Set(told.map(({ at }) => localDay(at, utcOffset)));
  const when = (at: string) => (days.size > 1 ? dateTime(at, utcOffset) : clockTime(at, utcOffset, true));
  return (
    <Card label={title}>
      <Box className="lk-row lk-row--between">
        <Box as="h2" className="lk-h3">
          {title}
        </Box>
        {days.size === 1 ? <Box className="lk-small lk-soft lk-num">{[...days][0]}</Box> : null}
      </Box>
      <Box as="ol" className="lk-list lk-timeline">
        {told.map(({ at, key, detail }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever appended, and two may be alike
          <Box as="li" key={i} className="lk-timeline__step">
            <Part className="lk-timeline__dot" hidden />
            <Box className="lk-grow">{t(key, { name: text(detail.name) })}</Box>
            <Box className="lk-small lk-soft lk-num">{when(at)}</Box>
          </Box>
        ))}
      </Box>
    </Card>
  );
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function wordsOf({ name, detail }: TimelineEntry): MessageKey | null {
  const declined = name === 'order.abnormal' && detail.kind === 'payment_failed';
  const unnamed = name === 'cart.scanned' && text(detail.name) === '';
  const key = `timeline.${declined ? 'payment.failed' : unnamed ? 'cart.changed' : name}`;
  return isMessageKey(key) ? key : null;
}
