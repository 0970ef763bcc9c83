import type { Answer } from '@latchkey/client';
import type { ReactNode } from 'react';
import { Money } from '../parts/Money.tsx';
import type { Tone } from '../parts/StatusTag.tsx';
import { Timeline } from '../parts/Timeline.tsx';
import { useWord } from './use-word.ts';
import type { WordKind } from './vocabulary.ts';

export type RecordEntry = Answer<'GET /staff/visits/:id'>['timeline'][number];

const MONEY = ['amount', 'payable', 'total', 'discount', 'refund', 'fee'];
const WORDS: { readonly [key: string]: WordKind } = {
  purpose: 'openingPurpose',
  channel: 'channel',
  ending: 'ending',
  cause: 'cause',
  state: 'opening',
  outcome: 'outcome',
  code: 'code',
  decision: 'caseDecision',
  goods: 'refundGoods',
  found: 'found',
  by: 'endedBy',
};
const PLAIN = ['name', 'number', 'transaction', 'note'];

/** The timeline of a visit or an order in words; details that mean nothing to a person are left out. */
export function RecordTimeline(props: { entries: readonly RecordEntry[]; zone?: string }) {
  const word = useWord();
  return (
    <Timeline
      zone={props.zone}
      entries={props.entries.map((entry, index) => ({
        key: `${entry.at}-${entry.name}-${index}`,
        at: entry.at,
        title: titleOf(entry, word),
        detail: <Detail entry={entry} />,
        tone: toneOfEntry(entry),
      }))}
    />
  );
}

type Word = ReturnType<typeof useWord>;

function titleOf(entry: RecordEntry, word: Word): string {
  const name = entry.name.replaceAll('.', '_');
  const happening = word('happening', name);
  if (happening !== name) return happening;
  const ofBooking = word('bookingHappening', name);
  return ofBooking === name ? entry.name : ofBooking;
}

function toneOfEntry(entry: RecordEntry): Tone {
  if (
    /case_opened|failed|emergency|forced|tailgating|abnormal|overstay|help|second|held_open|no_show|revoked|rejected/.test(
      entry.name,
    )
  )
    return 'danger';
  if (/opened|entered|scanned|requested|released|started|power\.on/.test(entry.name)) return 'live';
  if (/paid|succeeded|completed|ended|confirmed/.test(entry.name)) return 'ok';
  return 'neutral';
}

function Detail(props: { entry: RecordEntry }) {
  const word = useWord();
  const { entry } = props;
  const parts = detailParts(entry, word);
  const who = entry.actor === 'staff' && entry.actorName ? entry.actorName : word('actor', entry.actor);
  return (
    <>
      {who}
      {parts.map(({ key, shown }) => (
        <span key={key}> · {shown}</span>
      ))}
    </>
  );
}

function detailParts(entry: RecordEntry, word: Word): { key: string; shown: ReactNode }[] {
  return Object.entries(entry.detail).flatMap(([key, value]): { key: string; shown: ReactNode }[] => {
    if (value === null || value === '') return [];
    if (MONEY.includes(key) && typeof value === 'number') {
      return value === 0 && ['discount', 'refund', 'fee'].includes(key)
        ? []
        : [{ key, shown: <Money fen={key === 'discount' ? -value : value} /> }];
    }
    if (key === 'quantity') return [{ key, shown: `× ${value}` }];
    if (key === 'reason') return [{ key, shown: word('helpReason', String(value)) }];
    if (key === 'kind') {
      const kind = entry.name.startsWith('visit.case')
        ? 'caseKind'
        : entry.name.startsWith('charge.')
          ? 'bookingCharge'
          : 'abnormality';
      return [{ key, shown: word(kind, String(value)) }];
    }
    const kind = key === 'code' && /^(refund|payment|order)\./.test(entry.name) ? 'channelCode' : WORDS[key];
    if (kind) return [{ key, shown: word(kind, String(value)) }];
    return PLAIN.includes(key) ? [{ key, shown: String(value) }] : [];
  });
}
