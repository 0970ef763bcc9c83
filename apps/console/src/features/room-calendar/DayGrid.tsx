import { useNow, useWord } from '@latchkey/ui';
import { useRef } from 'react';
import type { MoveTarget } from '../../booking-parts/MoveDialog.tsx';
import { spanOfDay, wallText } from '../../clock/store-clock.ts';
import { useAppText } from '../../texts.ts';
import { type Booking, type Calendar, type Room, spanOf } from './api.ts';
import { Bar } from './Bar.tsx';
import { closedSpans, occupancy, placeIn, type Span, startAt } from './layout.ts';
import { useDrag } from './use-drag.ts';

const HOUR = 3_600_000;

interface Acts {
  onOpen: (id: string) => void;
  onKeep: ((roomId: string, from: string) => void) | null;
  onMove: ((booking: Booking, target: MoveTarget | null) => void) | null;
}

/** A day of all rooms: a row a room, bars to be dragged in time and between rooms. */
export function DayGrid(props: { calendar: Calendar; day: string } & Acts) {
  const text = useAppText();
  const { calendar, day } = props;
  const window = spanOfDay(day, calendar.store.zone);
  const grid = useRef<HTMLDivElement>(null);
  const drag = useDrag({ grid, window, granularity: calendar.granularity, onDrop: props.onMove });
  return (
    <div className="calendar lk-card">
      {/* What scrolls sideways is reached from the keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region */}
      <section className="calendar-scroll" tabIndex={0} aria-label={text('roomCalendar.ofDay', { day })}>
        <div className="calendar-grid" ref={grid}>
          <Hours window={window} zone={calendar.store.zone} />
          {calendar.rooms.map((room) => (
            <Row key={room.id} room={room} window={window} drag={drag} {...props} />
          ))}
          <NowLine window={window} />
        </div>
      </section>
      <p className="calendar-foot lk-faint">{text('roomCalendar.zone', { zone: calendar.store.zone })}</p>
    </div>
  );
}

function Hours(props: { window: Span; zone: string }) {
  const { window, zone } = props;
  const hours = Array.from({ length: Math.round((window.to - window.from) / HOUR) }, (_, index) => index);
  return (
    <div className="calendar-row calendar-hours" aria-hidden="true">
      <span className="calendar-room" />
      <span className="calendar-track">
        {hours.map((hour) => (
          <span
            key={hour}
            className="calendar-hour"
            style={{ insetInlineStart: `${(hour / hours.length) * 100}%`, width: `${100 / hours.length}%` }}
          >
            {wallText(window.from + hour * HOUR, zone).slice(11)}
          </span>
        ))}
      </span>
    </div>
  );
}

function Row(props: { room: Room; calendar: Calendar; window: Span; drag: ReturnType<typeof useDrag> } & Acts) {
  const text = useAppText();
  const word = useWord();
  const { room, calendar, window, drag, onKeep } = props;
  const open = calendar.open.map(spanOf);
  const own = calendar.bookings.filter((booking) => booking.room.id === room.id);
  const full = occupancy(window, open, own.map(spanOf), 1);
  const ghost = drag.ghost?.roomId === room.id ? placeIn(window, drag.ghost) : null;
  return (
    <div className="calendar-row" data-room={room.id}>
      <span className="calendar-room">
        <strong>{room.name}</strong>
        <span className="lk-faint">
          {room.state === 'open' ? word('roomKind', room.kind) : word('room', room.state)}
          {full !== null && ` · ${full}%`}
        </span>
      </span>
      {/* A pointer's short cut; the keyboard has the buttons above the calendar. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: see above */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
      <div
        className="calendar-track"
        onClick={(event) => {
          if (!onKeep || event.target !== event.currentTarget) return;
          const box = event.currentTarget.getBoundingClientRect();
          const at = startAt(window, (event.clientX - box.left) / box.width, calendar.granularity);
          onKeep(room.id, new Date(at).toISOString());
        }}
      >
        {closedSpans(window, open).map((span) => (
          <Shade key={span.from} window={window} span={span} />
        ))}
        {own.map((booking) => (
          <Bar
            key={booking.id}
            booking={booking}
            window={window}
            label={text('roomCalendar.barLabel', { room: room.name, state: word('booking', booking.state) })}
            dragged={drag.ghost?.id === booking.id}
            onOpen={() => props.onOpen(booking.id)}
            onMove={props.onMove && (() => props.onMove?.(booking, null))}
            onDragStart={props.onMove && ((event) => drag.start(event, booking))}
          />
        ))}
        {ghost && (
          <span
            className="calendar-ghost"
            style={{ insetInlineStart: `${ghost.start}%`, width: `${ghost.width}%` }}
            aria-hidden="true"
          >
            {wallText(drag.ghost?.from ?? 0, calendar.store.zone).slice(11)}
          </span>
        )}
      </div>
    </div>
  );
}

function Shade(props: { window: Span; span: Span }) {
  const place = placeIn(props.window, props.span);
  if (!place) return null;
  return (
    <span
      className="calendar-closed"
      style={{ insetInlineStart: `${place.start}%`, width: `${place.width}%` }}
      aria-hidden="true"
    />
  );
}

/** Where the present is; it walks by itself. */
function NowLine(props: { window: Span }) {
  const now = useNow(30_000);
  const { window } = props;
  if (now < window.from || now >= window.to) return null;
  const share = (now - window.from) / (window.to - window.from);
  return (
    <span className="calendar-now-room" aria-hidden="true">
      <span className="calendar-now" style={{ insetInlineStart: `${share * 100}%` }} />
    </span>
  );
}
