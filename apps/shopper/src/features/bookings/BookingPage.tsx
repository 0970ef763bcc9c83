import { useEffect, useState } from 'react';
import { api } from '../../api';
import { clockTime, dateTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { ListRow } from '../../kit/ListRow';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { EmptyState, ErrorState } from '../../kit/states';
import { Tag } from '../../kit/Tag';
import { Trouble } from '../../kit/Trouble';
import { ReviewAsk } from '../../parts/ReviewAsk';
import { surface } from '../../platform/surface';
import { Page } from '../../shell/Page';
import { useAct } from '../../state/fault';
import { open, pageParam, replace } from '../../state/nav';
import { useSession } from '../../state/session';
import { Bill } from './Bill';
import { type Booking, dueCharge, stageTone } from './booking';
import { Cancel } from './Cancel';
import { Disrupted } from './changes/Disrupted';
import { Reschedule } from './changes/Reschedule';
import { Guests } from './Guests';
import { MenuOrders } from './MenuOrders';
import { OpenSession } from './OpenSession';
import { PayCharge } from './PayCharge';
import { RoomDoorCard } from './RoomDoorCard';
import { Session } from './Session';
import { useBooking } from './use-booking';

/** One booking from its payment to its bill; a share link first becomes an entry right here. */
export function BookingPage() {
  const t = useT();
  const [share] = useState(() => pageParam('share'));
  const [id] = useState(() => pageParam('id'));
  const [cameBackFrom] = useState(() => pageParam('back'));
  const resource = useBooking(id);
  // A right that was taken back must not linger on the screen with its code.
  const gone = resource.error?.code === 'not_found';
  const booking = gone ? null : resource.data;
  if (share && !id) return <Join token={share} />;
  return (
    <Page title={t('booking.title')} dataAt={resource.at}>
      {gone ? <EmptyState icon="lock" title={t('booking.goneTitle')} text={t('booking.goneText')} /> : null}
      {resource.error && !booking && !gone ? (
        <ErrorState error={resource.error} onRetry={() => void resource.refresh()} />
      ) : null}
      {resource.loading ? <SkeletonList rows={4} label={t('common.loading')} /> : null}
      {booking ? (
        <Detail
          booking={booking}
          cameBackFrom={cameBackFrom}
          onBooking={resource.put}
          onMoved={() => void resource.refresh()}
        />
      ) : null}
    </Page>
  );
}

interface DetailProps {
  booking: Booking;
  /** The charge whose cashier led back here; a later charge has not been tried yet. */
  cameBackFrom: string | null;
  onBooking: (booking: Booking) => void;
  onMoved: () => void;
}

function Detail({ booking, cameBackFrom, onBooking, onMoved }: DetailProps) {
  const t = useT();
  const due = booking.role === 'host' ? dueCharge(booking) : null;
  const usable = booking.state === 'confirmed' || booking.state === 'in_use';
  const host = booking.role === 'host';
  return (
    <>
      <Head booking={booking} />
      {host && booking.state === 'confirmed' ? <Disrupted booking={booking} onBooking={onBooking} /> : null}
      {due ? (
        <PayCharge
          key={due.id}
          booking={booking}
          charge={due}
          cameBack={cameBackFrom === due.id}
          onBooking={onBooking}
        />
      ) : null}
      {booking.state === 'in_use' && booking.kind === 'open' && host ? (
        <OpenSession booking={booking} onBooking={onBooking} />
      ) : null}
      {booking.state === 'in_use' && booking.kind !== 'open' ? (
        <Session booking={booking} onBooking={onBooking} />
      ) : null}
      {usable ? <RoomDoorCard booking={booking} onMoved={onMoved} /> : null}
      {host ? <MenuOrders booking={booking} onBooking={onBooking} /> : null}
      {usable && host ? <Guests booking={booking} onBooking={onBooking} /> : null}
      {booking.state === 'lapsed' || booking.state === 'cancelled' || booking.state === 'no_show' ? (
        <Note tone="amber">{t(`bookingState.${booking.state}.text`)}</Note>
      ) : null}
      {host ? <Bill booking={booking} /> : null}
      {host && booking.state === 'completed' ? <ReviewAsk subject="booking" subjectId={booking.id} /> : null}
      <Facts booking={booking} />
      {host && booking.state === 'confirmed' && booking.kind === 'customer' ? (
        <Reschedule booking={booking} onBooking={onBooking} />
      ) : null}
      {host && (booking.state === 'held' || booking.state === 'confirmed') ? (
        <Cancel booking={booking} onBooking={onBooking} />
      ) : null}
      {usable || booking.state === 'held' ? null : (
        <Button id="book-again" tone="line" onTap={() => open('room', { id: booking.room.id })}>
          {t('booking.again')}
        </Button>
      )}
    </>
  );
}

/** A session without an end has none until it is over; then it is what was used. */
function span({ kind, from, to, endedAt, store: { utcOffset } }: Booking): string {
  const end = kind === 'open' ? (endedAt !== null && endedAt < to ? endedAt : endedAt && to) : to;
  return `${dateTime(from, utcOffset)} – ${end ? clockTime(end, utcOffset) : ''}`;
}

function Head({ booking }: { booking: Booking }) {
  const t = useT();
  return (
    <Box className="lk-stack lk-stack--tight">
      <Box className="lk-row lk-row--between">
        <Box as="h2" className="lk-h2">
          {booking.room.name}
        </Box>
        <Tag tone={stageTone[booking.stage]}>{t(`bookingStage.${booking.stage}`)}</Tag>
      </Box>
      <Box className="lk-num lk-strong" id="booking-time">
        {span(booking)}
      </Box>
      <Box className="lk-small lk-soft">
        {`${booking.store.name} · ${booking.store.address} · ${t('room.people', { n: booking.people })}`}
      </Box>
      {booking.role === 'guest' ? <Tag>{t('booking.asGuest')}</Tag> : null}
    </Box>
  );
}

function Facts({ booking }: { booking: Booking }) {
  const t = useT();
  return (
    <Card flush>
      <ListRow
        id="copy-number"
        title={t('booking.number')}
        detail={<Box className="lk-num">{booking.number}</Box>}
        onTap={() => surface.copy(booking.number)}
      />
      <ListRow
        id="booking-store"
        icon="pin"
        title={booking.store.name}
        onTap={() => open('store', { id: booking.store.id })}
      />
      <ListRow
        id="booking-help"
        icon="help"
        title={t('order.help')}
        last
        onTap={() => open('help', { order: booking.number, store: booking.store.id })}
      />
    </Card>
  );
}

/** BKG-6: who follows a friend's link signs in, takes the right, and stands before the door. */
function Join({ token }: { token: string }) {
  const t = useT();
  const { status } = useSession();
  const { busy, error, run } = useAct();
  const join = () =>
    run(async () => {
      const { id } = await api('POST /booking-shares/:token', { params: { token } });
      replace('booking', { id });
    });
  const ready = status === 'customer';
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as it is known who asks
  useEffect(() => {
    if (ready) void join();
  }, [ready]);
  return (
    <Page title={t('booking.invited')}>
      <Box className="lk-stack">
        <Box>{t('booking.invitedText')}</Box>
        <Trouble error={error} />
        <Button id="join" busy={busy} onTap={() => (ready ? void join() : open('sign-in'))}>
          {t(ready ? 'booking.join' : 'signIn.enter')}
        </Button>
      </Box>
    </Page>
  );
}
