import { EmptyState, ErrorState, StatusTag, TileSkeleton, type Tone, useNews, useNow } from '@latchkey/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { minutesTo, nowOf, ROOMS_KEY, type RoomOnBoard, readRooms, roomOrder } from './rooms.ts';
import './sessions.css';

const TONES: Record<RoomOnBoard['now'], Tone> = {
  ...{ free: 'neutral', coming: 'info', in_use: 'live', overtime: 'danger', grace: 'danger' },
};

/** DSK-1: rooms beside visits: who uses them, for how long still, and what runs over. */
export function Sessions() {
  const text = useAppText();
  const queryClient = useQueryClient();
  const now = useNow(5_000);
  const [show, setShow] = useState<'busy' | 'all'>('busy');
  const board = useQuery({ queryKey: ROOMS_KEY, queryFn: readRooms, refetchInterval: 15_000 });
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ROOMS_KEY });
  const stores = [...new Set((board.data?.rooms ?? []).map((each) => each.store.id))];
  useNews(
    stores.map((id) => `store:${id}`),
    (news) => {
      if (news.name === 'booking.changed' || news.name === 'device.changed') refresh();
    },
    refresh,
  );
  if (!board.data)
    return board.error ? <ErrorState error={board.error} onRetry={() => void board.refetch()} /> : <TileSkeleton />;
  const rooms = roomOrder(board.data.rooms.map((each) => ({ ...each, now: nowOf(each, now) })));
  if (rooms.length === 0) return <EmptyState title={text('sessions.none')} hint={text('sessions.noneHint')} />;
  const busy = rooms.filter((each) => each.now !== 'free');
  const shown = show === 'busy' ? busy : rooms;
  return (
    <>
      <p className="board-summary lk-soft" role="status">
        {text('sessions.summary', {
          used: rooms.filter(({ now: state }) => state !== 'free' && state !== 'coming').length,
          over: rooms.filter(({ now: state }) => state === 'overtime' || state === 'grace').length,
          rooms: rooms.length,
        })}
      </p>
      <Segmented<'busy' | 'all'>
        block
        size="large"
        aria-label={text('sessions.title')}
        className="sessions-show"
        value={show}
        onChange={setShow}
        options={[
          { value: 'busy', label: text('sessions.busy', { n: busy.length }) },
          { value: 'all', label: text('sessions.all', { n: rooms.length }) },
        ]}
      />
      {shown.length === 0 ? (
        <EmptyState title={text('sessions.quiet')} hint={text('sessions.quietHint')} />
      ) : (
        <ul className="board-tiles board-tiles-quiet">
          {shown.map((each) => (
            <li key={each.room.id}>
              <RoomTile room={each} now={now} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function RoomTile({ room: it, now }: { room: RoomOnBoard; now: number }) {
  const text = useAppText();
  const content = (
    <>
      <span className="room-tile-head">
        <strong>{it.room.name}</strong>
        <StatusTag tone={TONES[it.now]}>{text(`sessions.now_${it.now}`)}</StatusTag>
      </span>
      <span className="lk-soft">{it.store.name}</span>
      <span className="room-tile-time lk-figures">{timeText(it, now, text)}</span>
      {it.booking && (
        <span className="lk-faint">
          {it.booking.member?.name ?? it.booking.member?.phone ?? it.booking.note ?? it.booking.number}
        </span>
      )}
    </>
  );
  if (!it.booking) return <div className="lk-card room-tile">{content}</div>;
  return (
    <Link
      to="."
      search={{ session: it.booking.id } as never}
      resetScroll={false}
      className={`lk-card room-tile room-tile-${it.now}`}
      data-room={it.room.id}
      data-now={it.now}
    >
      {content}
    </Link>
  );
}

function timeText(it: RoomOnBoard, now: number, text: ReturnType<typeof useAppText>): string {
  const { booking } = it;
  if (!booking) return '—';
  if (it.now === 'coming') return text('sessions.comesIn', { n: Math.max(0, minutesTo(booking.from, now)) });
  if (booking.kind === 'open')
    return text('sessions.since', { n: Math.max(0, -minutesTo(booking.startedAt ?? booking.from, now)) });
  const left = minutesTo(booking.to, now);
  return left > 0 ? text('sessions.left', { n: left }) : text('sessions.over', { n: -left });
}
