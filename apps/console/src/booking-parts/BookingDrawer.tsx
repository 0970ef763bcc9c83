import { DateTime, DetailDrawer, Facts, Loaded, Money, RecordTimeline, Section, StateTag, useWord } from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { useAppText } from '../texts.ts';
import { type BookingDetail, useBooking } from './api.ts';
import { BookingActions } from './BookingActions.tsx';
import { BookingEntry } from './BookingEntry.tsx';
import { BookingMoney } from './BookingMoney.tsx';
import './booking-parts.css';

/** One booking beside its list or calendar: what it is, its bill, who may enter, and all that happened to it. */
export function BookingDrawer(props: { id: string | undefined; onClose: () => void }) {
  const text = useAppText();
  const booking = useBooking(props.id);
  const { data } = booking;
  return (
    <DetailDrawer
      open={props.id !== undefined}
      onClose={props.onClose}
      title={data ? text('bookingParts.one', { number: data.booking.number }) : text('bookingParts.title')}
      extra={data && <BookingActions detail={data} />}
      width={760}
    >
      <Loaded query={booking}>{(detail) => <Body detail={detail} />}</Loaded>
    </DetailDrawer>
  );
}

/** Watt-hours as kilowatt-hours. */
const kwh = (wattHours: number): string => (wattHours / 1000).toFixed(2);

function Body(props: { detail: BookingDetail }) {
  const text = useAppText();
  const word = useWord();
  const { booking, energy, timeline } = props.detail;
  const { zone } = booking.store;
  const block = booking.kind === 'block';
  return (
    <>
      <Section
        plain
        title={block ? word('bookingKind', booking.kind) : <Money fen={booking.total} size="hero" />}
        extra={
          <span className="console-row">
            {booking.state === 'in_use' && <StateTag kind="power" value={booking.power} />}
            <StateTag kind="booking" value={booking.state} />
          </span>
        }
      >
        <Facts
          facts={[
            {
              label: text('bookingParts.room'),
              value: (
                <Link to="/rooms" search={{ open: booking.room.id } as never}>
                  {booking.room.name} · {word('roomKind', booking.room.kind)}
                </Link>
              ),
            },
            {
              label: text('fields.store'),
              value: (
                <Link to="/stores" search={{ open: booking.store.id } as never}>
                  {booking.store.name}
                </Link>
              ),
            },
            { label: text('bookingParts.kind'), value: word('bookingKind', booking.kind) },
            booking.member && {
              label: text('fields.member'),
              value: (
                <Link to="/members" search={{ open: booking.member.id } as never}>
                  {[booking.member.name, booking.member.phone].filter(Boolean).join(' · ') || text('fields.member')}
                </Link>
              ),
            },
            booking.phone && { label: text('bookingParts.phone'), value: booking.phone },
            booking.note && { label: text('bookingParts.note'), value: booking.note },
            !block && { label: text('bookingParts.people'), value: text('rooms.forPeople', { n: booking.people }) },
            {
              label: text('bookingParts.time'),
              value: (
                <>
                  <DateTime at={booking.from} zone={zone} /> – <DateTime at={booking.to} zone={zone} />
                </>
              ),
              wide: true,
            },
            booking.startedAt && {
              label: text('bookingParts.startedAt'),
              value: <DateTime at={booking.startedAt} zone={zone} style="second" />,
            },
            booking.endedAt && {
              label: text('bookingParts.endedAt'),
              value: <DateTime at={booking.endedAt} zone={zone} style="second" />,
            },
            energy && {
              label: text('bookingParts.energy'),
              value: (
                <span className="lk-figures">
                  {text('bookingParts.kwh', { n: kwh(energy.wattHours) })} · <Money fen={energy.cost} />
                </span>
              ),
            },
            energy &&
              energy.savedWattHours > 0 && {
                label: text('bookingParts.energySaved'),
                value: (
                  <span className="lk-figures">
                    {text('bookingParts.kwh', { n: kwh(energy.savedWattHours) })} · <Money fen={energy.saved} />
                  </span>
                ),
              },
          ]}
        />
      </Section>
      {!block && <BookingEntry detail={props.detail} />}
      {!block && <BookingMoney detail={props.detail} />}
      <Section plain title={text('bookingParts.timeline')}>
        <RecordTimeline entries={timeline} zone={zone} />
      </Section>
    </>
  );
}
