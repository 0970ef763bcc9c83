import type { Answer } from '../api';
import { formatMoney } from '../format/money';
import { clockTime } from '../format/time';
import { useT } from '../i18n';
import { ListRow } from '../kit/ListRow';
import { Price } from '../kit/Price';
import { Box } from '../kit/primitives';

export type RoomQuote = NonNullable<Answer<'POST /rooms/:id/quotes'>['offers'][number]['quote']>;

/** BIL-3, BKG-16: a price that explains itself, segment by segment, down to its sum. */
export function PriceLines({ quote, utcOffset, total }: { quote: RoomQuote; utcOffset: number; total?: string }) {
  const t = useT();
  const clock = (iso: string) => clockTime(iso, utcOffset);
  return (
    <>
      {quote.segments.map((segment) => (
        <ListRow
          key={segment.from}
          title={<Box className="lk-num">{`${clock(segment.from)}–${clock(segment.to)}`}</Box>}
          detail={`${segment.label} · ${t('price.unit', { price: formatMoney(segment.unitPrice), n: segment.unitMinutes })}`}
          end={<Price fen={segment.amount} size={14} />}
        />
      ))}
      {quote.adjustments.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two of a kind may be alike, and none ever moves
        <ListRow key={i} title={t(`price.${one.kind}`)} end={<Price fen={one.amount} size={14} />} />
      ))}
      {quote.people && quote.people.amount > 0 ? (
        <ListRow
          title={t('price.people', { n: quote.people.extra })}
          detail={t('price.perPerson', { price: formatMoney(quote.people.unitPrice), n: quote.people.units })}
          end={<Price fen={quote.people.amount} size={14} />}
        />
      ) : null}
      {quote.addOns.map((one, i) => (
        <ListRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the same thing may be there twice, and none ever moves
          key={i}
          title={one.label}
          detail={
            one.amount === 0 && one.unitPrice === 0
              ? `${t('price.included')} × ${one.quantity}`
              : t('price.addOn', { price: formatMoney(one.unitPrice), n: one.quantity })
          }
          end={<Price fen={one.amount} size={14} />}
        />
      ))}
      {quote.discounts.map((one) => (
        <ListRow
          key={`${one.kind}${one.id}`}
          title={one.kind === 'paid_before' ? t('price.paid_before') : one.label}
          end={<Price fen={one.amount} size={14} minus />}
        />
      ))}
      <ListRow
        title={<Box className="lk-strong">{total ?? t('price.total')}</Box>}
        end={<Price fen={quote.total} size={20} />}
        last
      />
    </>
  );
}
