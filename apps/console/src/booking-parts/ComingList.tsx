import { call, DateTime, EmptyState, Loaded, StateTag, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../texts.ts';
import type { Booking } from './api.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import './booking-parts.css';

/** What still keeps a room, each with the two ways out of it: move, or cancel with a refund. */
export function useComing(roomId: string | undefined) {
  return useQuery({
    queryKey: ['bookings', 'list', 'coming', roomId],
    queryFn: () => call('GET /staff/bookings', { query: { roomId: roomId ?? '', toCome: 'true', limit: 100 } }),
    enabled: roomId !== undefined,
  });
}

export function ComingList(props: { coming: ReturnType<typeof useComing> }) {
  const text = useAppText();
  return (
    <Loaded query={props.coming}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState compact title={text('bookingParts.nothingToCome')} />
        ) : (
          <ul className="booking-coming">
            {[...items]
              .sort((a, b) => a.from.localeCompare(b.from))
              .map((booking) => (
                <Coming key={booking.id} booking={booking} />
              ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function Coming(props: { booking: Booking }) {
  const text = useAppText();
  const { can } = useSession();
  const [act, setAct] = useState<'move' | 'cancel' | null>(null);
  const { booking } = props;
  const { zone } = booking.store;
  return (
    <li className="booking-coming-row">
      <span className="console-stack">
        <span>
          <DateTime at={booking.from} zone={zone} /> – <DateTime at={booking.to} zone={zone} style="time" />
        </span>
        <span className="lk-faint">
          {booking.number} · {booking.member?.name ?? booking.member?.phone ?? booking.note ?? '—'}
        </span>
      </span>
      <StateTag kind="booking" value={booking.state} />
      {can('bookings:edit') && (
        <span className="console-row">
          <Button disabled={booking.state !== 'confirmed'} onClick={() => setAct('move')}>
            {text('bookingParts.move')}
          </Button>
          <Button danger disabled={booking.state === 'in_use'} onClick={() => setAct('cancel')}>
            {text('bookingParts.cancel')}
          </Button>
        </span>
      )}
      <MoveDialog booking={booking} open={act === 'move'} onClose={() => setAct(null)} />
      <CancelDialog booking={booking} open={act === 'cancel'} onClose={() => setAct(null)} />
    </li>
  );
}
