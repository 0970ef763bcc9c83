import { PlusOutlined } from '@ant-design/icons';
import { timeText, useLanguage, useNow, useWord } from '@latchkey/ui';
import { Button } from 'antd';
import { spanOfDay } from '../../clock/store-clock.ts';
import { useAppText } from '../../texts.ts';
import { type Booking, type Calendar, spanOf, whoOf } from './api.ts';
import { placeIn } from './layout.ts';

/** The same on a phone: each room with its day in one column. */
export function DayList(props: {
  calendar: Calendar;
  days: readonly string[];
  onOpen: (id: string) => void;
  onKeep: ((roomId: string, from: string) => void) | null;
}) {
  return props.days.map((day) => <Day key={day} {...props} day={day} titled={props.days.length > 1} />);
}

function Day(props: {
  calendar: Calendar;
  day: string;
  titled: boolean;
  onOpen: (id: string) => void;
  onKeep: ((roomId: string, from: string) => void) | null;
}) {
  const text = useAppText();
  const word = useWord();
  const now = useNow(60_000);
  const { calendar, day, onKeep } = props;
  const window = spanOfDay(day, calendar.store.zone);
  const grid = calendar.granularity * 60_000;
  const next = new Date(Math.max(window.from, Math.ceil(now / grid) * grid)).toISOString();
  return (
    <section className="calendar-list" aria-label={text('roomCalendar.ofDay', { day })}>
      {props.titled && <h2 className="calendar-list-day">{day}</h2>}
      {calendar.rooms.map((room) => {
        const own = calendar.bookings.filter(
          (booking) => booking.room.id === room.id && placeIn(window, spanOf(booking)),
        );
        if (props.titled && own.length === 0) return null;
        return (
          <div key={room.id} className="calendar-list-room lk-card">
            <div className="console-between">
              <span>
                <strong>{room.name}</strong> <span className="lk-faint">{word('roomKind', room.kind)}</span>
              </span>
              {onKeep && !props.titled && (
                <Button
                  type="text"
                  icon={<PlusOutlined />}
                  aria-label={text('roomCalendar.bookRoom', { room: room.name })}
                  onClick={() => onKeep(room.id, next)}
                />
              )}
            </div>
            {own.length === 0 && <p className="lk-faint">{text('roomCalendar.free')}</p>}
            {own.map((booking) => (
              <Line key={booking.id} booking={booking} onOpen={() => props.onOpen(booking.id)} />
            ))}
          </div>
        );
      })}
    </section>
  );
}

function Line(props: { booking: Booking; onOpen: () => void }) {
  const { language } = useLanguage();
  const word = useWord();
  const { booking } = props;
  const { zone } = booking.store;
  const block = booking.kind === 'block';
  return (
    <button type="button" className="calendar-line" onClick={props.onOpen}>
      <span
        className={`calendar-swatch ${block ? 'calendar-block' : `calendar-${booking.state}`}`}
        aria-hidden="true"
      />
      <span className="lk-figures">
        {timeText(booking.from, 'time', language, zone)}–{timeText(booking.to, 'time', language, zone)}
      </span>
      <span className="calendar-line-who">{whoOf(booking)}</span>
      <span className="lk-soft">{block ? word('bookingKind', 'block') : word('booking', booking.state)}</span>
    </button>
  );
}
