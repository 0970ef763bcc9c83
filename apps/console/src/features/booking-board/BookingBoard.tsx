import type { Answer } from '@latchkey/client';
import {
  call,
  DateTime,
  EmptyState,
  Loaded,
  Money,
  PageHead,
  Section,
  StatusTag,
  TimeAgo,
  type Tone,
  useWord,
} from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { BookingDrawer } from '../../booking-parts/BookingDrawer.tsx';
import { useRoomStoreOptions } from '../../choices/room-stores.ts';
import { useAppText } from '../../texts.ts';
import './booking-board.css';

type Board = Answer<'GET /staff/booking-board'>;
type Booking = Board['stages'][number]['items'][number];
const TONES: Record<Board['stages'][number]['stage'], Tone> = {
  to_pay: 'info',
  confirmed: 'ok',
  started: 'live',
  ended: 'neutral',
  refunding: 'danger',
};

/** BKG-26: every booking on its way, live; what is stuck and what looks wrong stands on top. */
export function BookingBoard() {
  const text = useAppText();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { storeId?: string; open?: string };
  const { storeId } = search;
  const board = useQuery({
    queryKey: ['booking-board', storeId],
    queryFn: () => call('GET /staff/booking-board', { query: storeId === undefined ? {} : { storeId } }),
    refetchInterval: 30_000,
  });
  const go = (changes: { storeId?: string | undefined; open?: string | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...changes }).filter(([, value]) => value));
    void navigate({ to: '/booking-board', search: next as never, resetScroll: false });
  };
  const open = (id: string) => go({ open: id });
  return (
    <>
      <PageHead
        title={text('bookingBoard.title')}
        hint={text('bookingBoard.hint')}
        extra={
          <Select
            className="board-store"
            aria-label={text('fields.store')}
            placeholder={text('bookingBoard.allStores')}
            allowClear
            value={storeId}
            options={useRoomStoreOptions()}
            onChange={(value?: string) => go({ storeId: value })}
          />
        }
      />
      <Loaded query={board}>
        {(data) => (
          <>
            <Alarms board={data} onOpen={open} />
            <div className="board-stages">
              {data.stages.map((stage) => (
                <Stage key={stage.stage} stage={stage} onOpen={open} />
              ))}
            </div>
          </>
        )}
      </Loaded>
      <BookingDrawer id={search.open} onClose={() => go({ open: undefined })} />
    </>
  );
}

function Alarms(props: { board: Board; onOpen: (id: string) => void }) {
  const text = useAppText();
  const { stuck, duplicates, abuse } = props.board;
  if (stuck.length + duplicates.length + abuse.length === 0)
    return (
      <p className="board-calm">
        <StatusTag tone="ok">{text('bookingBoard.calm')}</StatusTag>
      </p>
    );
  return (
    <div className="console-columns board-alarms">
      {stuck.length > 0 && (
        <Section title={text('bookingBoard.stuck', { n: stuck.length })}>
          <ul className="board-list">
            {stuck.map(({ reason, since, booking }) => (
              <li key={`${reason} ${booking.id}`}>
                <Line
                  booking={booking}
                  onOpen={props.onOpen}
                  aside={<TimeAgo at={since} />}
                  tag={<StatusTag tone="danger">{text(`bookingBoard.reasons.${reason}`)}</StatusTag>}
                />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {duplicates.length > 0 && (
        <Section title={text('bookingBoard.duplicates', { n: duplicates.length })}>
          <ul className="board-list">
            {duplicates.map(({ booking, amount, at }) => (
              <li key={`${booking.id} ${at}`}>
                <Line
                  booking={booking}
                  onOpen={props.onOpen}
                  aside={<TimeAgo at={at} />}
                  tag={<Money fen={amount} />}
                />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {abuse.length > 0 && (
        <Section title={text('bookingBoard.abuse', { n: abuse.length })}>
          <ul className="board-list">
            {abuse.map(({ member, refunds, amount }) => (
              <li key={member.id}>
                <Link className="board-line" to="/bookings" search={{ memberId: member.id } as never}>
                  <span className="board-who">{member.name ?? member.phone ?? text('fields.member')}</span>
                  <StatusTag tone="danger">{text('bookingBoard.refundsOf', { n: refunds })}</StatusTag>
                  <Money fen={amount} />
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function Stage(props: { stage: Board['stages'][number]; onOpen: (id: string) => void }) {
  const text = useAppText();
  const { stage, count, items } = props.stage;
  return (
    <Section
      title={text(`bookingBoard.stages.${stage}`)}
      extra={<StatusTag tone={count === 0 ? 'neutral' : TONES[stage]}>{String(count)}</StatusTag>}
    >
      {items.length === 0 ? (
        <EmptyState compact title={text('bookingBoard.none')} />
      ) : (
        <ul className="board-list">
          {items.map((booking) => (
            <li key={booking.id}>
              <Line booking={booking} onOpen={props.onOpen} />
            </li>
          ))}
        </ul>
      )}
      {count > items.length && <p className="lk-faint">{text('bookingBoard.more', { n: count - items.length })}</p>}
    </Section>
  );
}

function Line(props: {
  booking: Booking;
  onOpen: (id: string) => void;
  tag?: React.ReactNode;
  aside?: React.ReactNode;
}) {
  const word = useWord();
  const { booking } = props;
  return (
    <button type="button" className="board-line" onClick={() => props.onOpen(booking.id)}>
      <span className="board-who">
        <strong>{booking.room.name}</strong>
        <span className="lk-faint">
          {booking.store.name} · {booking.member?.name ?? booking.note ?? word('bookingKind', booking.kind)}
        </span>
      </span>
      {props.tag}
      <span className="lk-soft">
        {props.aside ?? (
          <>
            <DateTime at={booking.from} zone={booking.store.zone} /> –{' '}
            <DateTime at={booking.to} zone={booking.store.zone} style="time" />
          </>
        )}
      </span>
    </button>
  );
}
