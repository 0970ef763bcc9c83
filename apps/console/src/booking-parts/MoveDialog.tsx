import type { Answer } from '@latchkey/client';
import { call, DateTime, Money, ReasonDialog, useWord } from '@latchkey/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, App, Input, Select } from 'antd';
import { useState } from 'react';
import { instantOf, wallText } from '../clock/store-clock.ts';
import { useAppText } from '../texts.ts';
import { type Booking, useKeepBooking, useRoomsOf } from './api.ts';
import { useRefusalText } from './refusals.ts';
import './booking-parts.css';

export interface MoveTarget {
  roomId: string;
  from: string;
}

/** BKG-9: moves a booking to another time or room: what it would meet is told before, the reason is kept. */
export function MoveDialog(props: {
  booking: Booking;
  /** Where it was dropped; the form starts there. */
  target?: MoveTarget | null;
  open: boolean;
  onClose: () => void;
  onMoved?: () => void;
}) {
  const { booking } = props;
  const key = `${booking.id} ${props.target?.roomId} ${props.target?.from} ${props.open}`;
  return <Move {...props} key={key} />;
}

function Move(props: Parameters<typeof MoveDialog>[0]) {
  const text = useAppText();
  const { message } = App.useApp();
  const keep = useKeepBooking();
  const { booking, open } = props;
  const [target, setTarget] = useState<MoveTarget>(props.target ?? { roomId: booking.room.id, from: booking.from });
  const preview = useQuery({
    queryKey: ['bookings', 'move', booking.id, booking.version, target],
    queryFn: () => call('GET /staff/bookings/:id/move', { params: { id: booking.id }, query: target }),
    enabled: open,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const move = async (reason: string) => {
    const body = { ...target, reason, version: booking.version };
    await keep(await call('POST /staff/bookings/:id/move', { params: { id: booking.id }, body }));
    message.success(text('bookingParts.moved'));
    props.onMoved?.();
  };
  return (
    <ReasonDialog
      open={open}
      title={text('bookingParts.moveOne', { number: booking.number })}
      confirm={text('bookingParts.move')}
      consequence={
        <span className="booking-move">
          <Where booking={booking} target={target} onChange={setTarget} />
          {preview.data && <Preview preview={preview.data} zone={booking.store.zone} />}
        </span>
      }
      onClose={props.onClose}
      onConfirm={move}
    />
  );
}

function Where(props: { booking: Booking; target: MoveTarget; onChange: (target: MoveTarget) => void }) {
  const text = useAppText();
  const word = useWord();
  const { booking, target } = props;
  const { zone } = booking.store;
  const rooms = useRoomsOf(booking.store.id).data?.items ?? [];
  return (
    <span className="booking-pair">
      <span className="booking-field">
        <span aria-hidden="true">{text('bookingParts.room')}</span>
        <Select
          aria-label={text('bookingParts.room')}
          value={target.roomId}
          options={rooms.map((room) => ({ value: room.id, label: `${room.name} · ${word('roomKind', room.kind)}` }))}
          onChange={(roomId) => props.onChange({ ...target, roomId })}
        />
      </span>
      <span className="booking-field">
        <span aria-hidden="true">{text('bookingParts.startsAt')}</span>
        <Input
          aria-label={text('bookingParts.startsAt')}
          type="datetime-local"
          value={wallText(target.from, zone)}
          onChange={({ target: { value } }) => value && props.onChange({ ...target, from: instantOf(value, zone) })}
        />
      </span>
    </span>
  );
}

function Preview(props: { preview: Answer<'GET /staff/bookings/:id/move'>; zone: string }) {
  const text = useAppText();
  const refusal = useRefusalText();
  const { preview, zone } = props;
  const { priceNow, priceThere } = preview;
  return (
    <>
      <span className="lk-soft">
        <DateTime at={preview.from} zone={zone} /> – <DateTime at={preview.to} zone={zone} />
      </span>
      {preview.refusal && <Alert type="error" showIcon role="alert" title={refusal(preview.refusal, zone)} />}
      {!preview.refusal && !preview.withinHours && (
        <Alert type="warning" showIcon title={text('bookingParts.outOfHours')} />
      )}
      {!preview.refusal && priceNow !== null && priceThere !== null && priceNow !== priceThere && (
        <Alert
          type="info"
          showIcon
          title={
            <>
              {text('bookingParts.priceThere')} <Money fen={priceThere} />
              {text('bookingParts.priceStays')} <Money fen={priceNow} />
            </>
          }
        />
      )}
      {!preview.refusal && (priceNow === null || priceNow === priceThere) && preview.withinHours && (
        <Alert type="success" showIcon title={text('bookingParts.fits')} />
      )}
    </>
  );
}
