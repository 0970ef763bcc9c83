import { timeText, useLanguage, useWord } from '@latchkey/ui';
import type { PointerEvent } from 'react';
import { type Booking, spanOf, whoOf } from './api.ts';
import { placeIn, type Span } from './layout.ts';

/** A booking as a bar: opens by click and Enter, is dragged by a pointer, moved by the key M. */
export function Bar(props: {
  booking: Booking;
  window: Span;
  label: string;
  dragged?: boolean;
  onOpen: () => void;
  onMove: (() => void) | null;
  onDragStart: ((event: PointerEvent<HTMLElement>) => void) | null;
}) {
  const { language } = useLanguage();
  const word = useWord();
  const { booking, window, onMove } = props;
  const place = placeIn(window, spanOf(booking));
  const cleaning = placeIn(window, { from: Date.parse(booking.to), to: Date.parse(booking.blockedUntil) });
  const block = booking.kind === 'block';
  const movable = booking.state === 'confirmed' && onMove !== null;
  const time = `${timeText(booking.from, 'time', language, booking.store.zone)}–${timeText(booking.to, 'time', language, booking.store.zone)}`;
  const state = block ? word('bookingKind', 'block') : word('booking', booking.state);
  const classes = [
    'calendar-bar',
    block ? 'calendar-block' : `calendar-${booking.state}`,
    booking.owed > 0 ? 'calendar-owed' : '',
    movable ? 'calendar-movable' : '',
    props.dragged ? 'calendar-dragged' : '',
  ];
  return (
    <>
      {cleaning && (
        <span
          className="calendar-cleaning"
          style={{ insetInlineStart: `${cleaning.start}%`, width: `${cleaning.width}%` }}
          aria-hidden="true"
        />
      )}
      {place && (
        <button
          type="button"
          className={classes.filter(Boolean).join(' ')}
          style={{ insetInlineStart: `${place.start}%`, width: `${place.width}%` }}
          aria-label={`${time} ${whoOf(booking)} · ${props.label}`}
          title={`${time} · ${whoOf(booking)} · ${state}`}
          data-booking={booking.id}
          onClick={props.onOpen}
          onKeyDown={(event) => {
            if (movable && event.key.toLowerCase() === 'm') onMove();
          }}
          onPointerDown={movable && props.onDragStart ? props.onDragStart : undefined}
        >
          <span className="calendar-bar-who">{whoOf(booking)}</span>
          <span className="calendar-bar-time">{time}</span>
        </button>
      )}
    </>
  );
}
