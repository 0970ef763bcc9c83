import { useLanguage, useWord } from '@latchkey/ui';
import { dayText, spanOfDay } from '../../clock/store-clock.ts';
import { useAppText } from '../../texts.ts';
import { type Booking, type Calendar, spanOf } from './api.ts';
import { Bar } from './Bar.tsx';
import { closedSpans, occupancy, placeIn } from './layout.ts';

/** A week of all rooms: a small day in each cell, which opens large. */
export function WeekGrid(props: {
  calendar: Calendar;
  days: readonly string[];
  onOpen: (id: string) => void;
  onDay: (day: string) => void;
}) {
  const text = useAppText();
  const word = useWord();
  const { calendar, days } = props;
  const today = dayText(Date.now(), calendar.store.zone);
  return (
    <div className="calendar lk-card">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached from the keyboard */}
      <section className="calendar-scroll" tabIndex={0} aria-label={text('roomCalendar.week')}>
        <div className="calendar-week">
          <div className="calendar-week-row calendar-hours">
            <span className="calendar-room" />
            {days.map((day) => (
              <DayHead key={day} day={day} today={day === today} calendar={calendar} onOpen={() => props.onDay(day)} />
            ))}
          </div>
          {calendar.rooms.map((room) => (
            <div key={room.id} className="calendar-week-row">
              <span className="calendar-room">
                <strong>{room.name}</strong>
                <span className="lk-faint">
                  {room.state === 'open' ? word('roomKind', room.kind) : word('room', room.state)}
                </span>
              </span>
              {days.map((day) => (
                <Cell
                  key={day}
                  day={day}
                  calendar={calendar}
                  bookings={calendar.bookings.filter((booking) => booking.room.id === room.id)}
                  room={room.name}
                  onOpen={props.onOpen}
                />
              ))}
            </div>
          ))}
        </div>
      </section>
    </div>
  );
}

function DayHead(props: { day: string; today: boolean; calendar: Calendar; onOpen: () => void }) {
  const { language } = useLanguage();
  const { calendar, day } = props;
  const window = spanOfDay(day, calendar.store.zone);
  const full = occupancy(window, calendar.open.map(spanOf), calendar.bookings.map(spanOf), calendar.rooms.length);
  const name = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
  return (
    <button
      type="button"
      className={`calendar-day-head${props.today ? ' calendar-day-today' : ''}`}
      onClick={props.onOpen}
    >
      <strong>
        {name} {day.slice(5).replace('-', '/')}
      </strong>
      {full !== null && <span className="lk-faint">{full}%</span>}
    </button>
  );
}

function Cell(props: {
  day: string;
  calendar: Calendar;
  bookings: readonly Booking[];
  room: string;
  onOpen: (id: string) => void;
}) {
  const text = useAppText();
  const word = useWord();
  const { calendar } = props;
  const window = spanOfDay(props.day, calendar.store.zone);
  return (
    <span className="calendar-cell">
      {closedSpans(window, calendar.open.map(spanOf)).map((span) => {
        const place = placeIn(window, span);
        return (
          place && (
            <span
              key={span.from}
              className="calendar-closed"
              style={{ insetInlineStart: `${place.start}%`, width: `${place.width}%` }}
              aria-hidden="true"
            />
          )
        );
      })}
      {props.bookings.map((booking) => (
        <Bar
          key={booking.id}
          booking={booking}
          window={window}
          label={text('roomCalendar.barLabel', { room: props.room, state: word('booking', booking.state) })}
          onOpen={() => props.onOpen(booking.id)}
          onMove={null}
          onDragStart={null}
        />
      ))}
    </span>
  );
}
