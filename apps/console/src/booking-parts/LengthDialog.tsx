import { call, Money, ReasonDialog } from '@latchkey/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, App, Input } from 'antd';
import { useState } from 'react';
import { instantOf, wallText } from '../clock/store-clock.ts';
import { useAppText } from '../texts.ts';
import { type Booking, useKeepBooking } from './api.ts';
import './booking-parts.css';

/** BKG-27: extends or shortens a stay: what it costs or gives back, and who is in the way, is told before. */
export function LengthDialog(props: { booking: Booking; open: boolean; onClose: () => void }) {
  return <Length {...props} key={`${props.booking.version} ${props.open}`} />;
}

function Length(props: { booking: Booking; open: boolean; onClose: () => void }) {
  const text = useAppText();
  const { message } = App.useApp();
  const keep = useKeepBooking();
  const { booking, open } = props;
  const { zone } = booking.store;
  const [to, setTo] = useState(booking.to);
  const params = { id: booking.id };
  const preview = useQuery({
    queryKey: ['bookings', 'length', booking.id, booking.version, to],
    queryFn: () => call('POST /staff/bookings/:id/length-preview', { params, body: { to } }),
    enabled: open && Date.parse(to) !== Date.parse(booking.to),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
  });
  const change = async (reason: string) => {
    const { pay = 0, refund = 0 } = preview.data ?? {};
    const body = { to, reason, expectedPay: pay, expectedRefund: refund, version: booking.version };
    await keep(await call('POST /staff/bookings/:id/length', { params, body }));
    message.success(text('fields.saved'));
  };
  return (
    <ReasonDialog
      open={open}
      title={text('bookingParts.acts.length')}
      confirm={text('bookingParts.acts.length')}
      consequence={
        <span className="booking-move">
          <span className="booking-field">
            <span aria-hidden="true">{text('bookingParts.endsAt')}</span>
            <Input
              type="datetime-local"
              aria-label={text('bookingParts.endsAt')}
              value={wallText(to, zone)}
              onChange={({ target: { value } }) => value && setTo(instantOf(value, zone))}
            />
          </span>
          {preview.error && <Alert type="error" showIcon role="alert" title={preview.error.message} />}
          {preview.data && preview.data.conflicts.length > 0 && (
            <Alert type="error" showIcon role="alert" title={text('roomCalendar.taken')} />
          )}
          {preview.data && preview.data.conflicts.length === 0 && (
            <Alert
              type="info"
              showIcon
              title={
                <>
                  {text('bookingParts.toPay')} <Money fen={preview.data.pay} /> · {text('bookingParts.toGiveBack')}{' '}
                  <Money fen={preview.data.refund} />
                </>
              }
            />
          )}
        </span>
      }
      onClose={props.onClose}
      onConfirm={change}
    />
  );
}
