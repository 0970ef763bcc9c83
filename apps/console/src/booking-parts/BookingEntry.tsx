import { DateTime, EmptyState, Section, StatusTag } from '@latchkey/ui';
import { useAppText } from '../texts.ts';
import type { BookingDetail } from './api.ts';

/** BKG-25: when the doors open for a booking, by which code, and for whom beside the host. */
export function BookingEntry(props: { detail: BookingDetail }) {
  const text = useAppText();
  const { booking, entry, guests } = props.detail;
  const { zone } = booking.store;
  return (
    <Section
      plain
      title={text('bookingParts.entry')}
      extra={
        entry && (
          <StatusTag tone={entry.revoked ? 'danger' : 'ok'}>
            {text(entry.revoked ? 'bookingParts.entryRevoked' : 'bookingParts.entryHolds')}
          </StatusTag>
        )
      }
    >
      {entry ? (
        <p className="console-row">
          {entry.code && <span className="booking-entry-code">{entry.code}</span>}
          <span className="lk-soft">
            <DateTime at={entry.from} zone={zone} /> – <DateTime at={entry.to} zone={zone} />
          </span>
        </p>
      ) : (
        <EmptyState compact title={text('bookingParts.noEntry')} />
      )}
      {guests.length > 0 && (
        <ul className="booking-coming">
          {guests.map((guest) => (
            <li key={guest.id} className="booking-coming-row">
              <span>{guest.name ?? text('bookingParts.guest')}</span>
              <span className="lk-faint">
                {text('bookingParts.joined')} <DateTime at={guest.joinedAt} zone={zone} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
