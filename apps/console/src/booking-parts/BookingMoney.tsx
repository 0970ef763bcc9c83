import { DateTime, EmptyState, Facts, Money, Section, StateTag, useWord } from '@latchkey/ui';
import { useAppText } from '../texts.ts';
import type { BookingDetail, Charge } from './api.ts';
import { SettleByHand } from './SettleByHand.tsx';

/** BKG-16: the bill as it came about: each charge with its segments, what was paid how, and what went back. */
export function BookingMoney(props: { detail: BookingDetail }) {
  const text = useAppText();
  const { booking, charges, refunds } = props.detail;
  const { zone } = booking.store;
  return (
    <>
      <Section plain title={text('bookingParts.bill')}>
        {charges.length === 0 && <EmptyState compact title={text('bookingParts.noCharges')} />}
        {charges.map((charge) => (
          <ChargeBill key={charge.id} charge={charge} zone={zone} bookingId={booking.id} />
        ))}
        {charges.length > 0 && (
          <div className="console-apart">
            <Facts
              facts={[
                { label: text('bookingParts.total'), value: <Money fen={booking.total} /> },
                { label: text('bookingParts.paid'), value: <Money fen={booking.paid} /> },
                booking.refunded > 0 && {
                  label: text('bookingParts.refunded'),
                  value: <Money fen={-booking.refunded} />,
                },
                booking.owed > 0 && { label: text('bookingParts.owed'), value: <Money fen={booking.owed} /> },
              ]}
            />
          </div>
        )}
      </Section>
      {refunds.length > 0 && (
        <Section plain title={text('bookingParts.refunds')}>
          <ul className="booking-coming">
            {refunds.map((refund) => (
              <li key={refund.id} className="booking-coming-row">
                <Money fen={-refund.amount} />
                <span className="lk-soft">{refund.reason}</span>
                <StateTag kind="refund" value={refund.state} />
                <DateTime at={refund.settledAt ?? refund.createdAt} zone={zone} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function ChargeBill(props: { charge: Charge; zone: string; bookingId: string }) {
  const text = useAppText();
  const word = useWord();
  const { charge, zone } = props;
  return (
    <div className="booking-charge">
      <div className="booking-charge-head">
        <span className="console-row">
          <strong>{word('bookingCharge', charge.kind)}</strong>
          <span className="lk-mono lk-faint">{charge.number}</span>
        </span>
        <span className="console-row">
          {charge.channel && <span className="lk-soft">{word('channel', charge.channel)}</span>}
          <StateTag kind="bookingChargeState" value={charge.state} />
          <Money fen={charge.amount} />
        </span>
      </div>
      {charge.state === 'owed' && <SettleByHand bookingId={props.bookingId} charge={charge} />}
      {charge.quote && <Quote quote={charge.quote} zone={zone} />}
      {charge.paidAt && (
        <p className="lk-faint">
          {text('bookingParts.paidAt')} <DateTime at={charge.paidAt} zone={zone} style="second" />
        </p>
      )}
    </div>
  );
}

function Quote(props: { quote: NonNullable<Charge['quote']>; zone: string }) {
  const text = useAppText();
  const { quote, zone } = props;
  return (
    <table className="booking-bill">
      <caption className="lk-visually-hidden">{text('bookingParts.bill')}</caption>
      <tbody>
        {quote.segments.map((segment) => (
          <tr key={`${segment.from} ${segment.label}`}>
            <td>
              <DateTime at={segment.from} zone={zone} /> – <DateTime at={segment.to} zone={zone} style="time" />
            </td>
            <td className="lk-soft">
              {segment.label === 'overtime' ? text('bookingParts.overtime') : segment.label} ·{' '}
              <Money fen={segment.unitPrice} /> / {text('rooms.minutes', { n: segment.unitMinutes })}
            </td>
            <td>
              <Money fen={segment.amount} />
            </td>
          </tr>
        ))}
        {quote.adjustments.map((one) => (
          <Line key={one.kind} label={text('bookingParts.adjustment')} fen={one.amount} />
        ))}
        {quote.people && <Line label={text('bookingParts.extraPeople')} fen={quote.people.amount} />}
        {quote.discounts.map((one) => (
          <Line key={one.label} label={one.label} fen={-one.amount} />
        ))}
      </tbody>
    </table>
  );
}

function Line(props: { label: string; fen: number }) {
  return (
    <tr>
      <td colSpan={2}>{props.label}</td>
      <td>
        <Money fen={props.fen} />
      </td>
    </tr>
  );
}
