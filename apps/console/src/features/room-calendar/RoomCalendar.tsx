import { BlockSkeleton, EmptyState, Loaded, PageHead, useBreakpoint, useSession } from '@latchkey/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState } from 'react';
import { BookingDrawer } from '../../booking-parts/BookingDrawer.tsx';
import { MoveDialog, type MoveTarget } from '../../booking-parts/MoveDialog.tsx';
import { useRoomStoreQuery } from '../../choices/room-stores.ts';
import { dayText, mondayOf, shiftDay, spanOfDay } from '../../clock/store-clock.ts';
import { useAppText } from '../../texts.ts';
import { type Booking, type Calendar, useCalendar } from './api.ts';
import { CalendarTools, type View } from './CalendarTools.tsx';
import { DayGrid } from './DayGrid.tsx';
import { DayList } from './DayList.tsx';
import { KeepForm, type Wish } from './KeepForm.tsx';
import { Permits } from './Permits.tsx';
import { WeekGrid } from './WeekGrid.tsx';
import './room-calendar.css';

type Search = { storeId?: string; day?: string; view?: string; open?: string; permits?: string };

/** BKG-9: all rooms of a store by day or week: bookings, blocks, cleaning; moved by hand, live. */
export function RoomCalendar() {
  const text = useAppText();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const query = useRoomStoreQuery();
  const stores = query.data ?? [];
  const store = stores.find(({ id }) => id === search.storeId) ?? stores[0];
  const go = (changes: Search) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...changes }).filter(([, value]) => value));
    void navigate({ to: '/room-calendar', search: next as never, resetScroll: false });
  };
  return (
    <>
      <PageHead
        title={text('roomCalendar.title')}
        hint={text('roomCalendar.hint')}
        extra={
          <Select
            className="calendar-store"
            aria-label={text('fields.store')}
            value={store?.id}
            options={stores.map(({ id, name }) => ({ value: id, label: name }))}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(storeId) => go({ storeId })}
          />
        }
      />
      {store ? (
        <StoreCalendar key={store.id} store={store} search={search} go={go} />
      ) : query.isPending ? (
        <BlockSkeleton rows={8} />
      ) : (
        <EmptyState title={text('roomCalendar.noStore')} hint={text('roomCalendar.noStoreHint')} />
      )}
    </>
  );
}

function StoreCalendar(props: {
  store: { id: string; name: string; zone: string };
  search: Search;
  go: (changes: Search) => void;
}) {
  const { can } = useSession();
  const { store, search, go } = props;
  const view: View = search.view === 'week' ? 'week' : 'day';
  const day = /^\d{4}-\d\d-\d\d$/.test(search.day ?? '') ? (search.day ?? '') : dayText(Date.now(), store.zone);
  const days = view === 'day' ? [day] : Array.from({ length: 7 }, (_, index) => shiftDay(mondayOf(day), index));
  const window = {
    from: spanOfDay(days[0] ?? day, store.zone).from,
    to: spanOfDay(days.at(-1) ?? day, store.zone).to,
  };
  const calendar = useCalendar(store.id, window);
  const [wish, setWish] = useState<Wish | null>(null);
  const [moving, setMoving] = useState<{ booking: Booking; target: MoveTarget | null } | null>(null);
  const keep = can('bookings:edit') ? setWish : null;
  return (
    <>
      <CalendarTools
        view={view}
        day={day}
        zone={store.zone}
        onView={(next) => go({ view: next === 'day' ? '' : next })}
        onDay={(next) => go({ day: next })}
        onKeep={keep && ((kind) => keep({ kind, roomId: null, from: null }))}
        onPermits={() => go({ permits: 'true' })}
      />
      <Loaded query={calendar}>
        {(data) => (
          <Picture
            calendar={data}
            view={view}
            days={days}
            onOpen={(id) => go({ open: id })}
            onDay={(next) => go({ day: next, view: '' })}
            onKeep={keep && ((roomId, from) => keep({ kind: 'walk_in', roomId, from }))}
            onMove={can('bookings:edit') ? (booking, target) => setMoving({ booking, target }) : null}
          />
        )}
      </Loaded>
      <BookingDrawer id={search.open} onClose={() => go({ open: '' })} />
      <Permits store={store} open={search.permits === 'true'} onClose={() => go({ permits: '' })} />
      {calendar.data && (
        <KeepForm
          calendar={calendar.data}
          wish={wish}
          onClose={() => setWish(null)}
          onKept={(id) => go({ open: id })}
        />
      )}
      {moving && <MoveDialog open booking={moving.booking} target={moving.target} onClose={() => setMoving(null)} />}
    </>
  );
}

function Picture(props: {
  calendar: Calendar;
  view: View;
  days: readonly string[];
  onOpen: (id: string) => void;
  onDay: (day: string) => void;
  onKeep: ((roomId: string, from: string) => void) | null;
  onMove: ((booking: Booking, target: MoveTarget | null) => void) | null;
}) {
  const text = useAppText();
  const phone = useBreakpoint() === 'phone';
  const { calendar, view, days, onDay, ...acts } = props;
  if (calendar.rooms.length === 0)
    return <EmptyState title={text('roomCalendar.noRooms')} hint={text('rooms.empty')} />;
  if (phone) return <DayList calendar={calendar} days={days} {...acts} />;
  if (view === 'week') return <WeekGrid calendar={calendar} days={days} onOpen={acts.onOpen} onDay={onDay} />;
  return <DayGrid calendar={calendar} day={days[0] ?? ''} {...acts} />;
}
