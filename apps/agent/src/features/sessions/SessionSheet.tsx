import {
  call,
  DateTime,
  Facts,
  Loaded,
  RecordTimeline,
  Section,
  StateTag,
  StatusTag,
  useNews,
  useSession,
} from '@latchkey/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useAppText } from '../../texts.ts';
import type { SessionDetail } from './rooms.ts';
import { SessionActions } from './SessionActions.tsx';

/** One session: who, until when, what its room's devices say, what happened, and the acts within thumb reach. */
export function SessionSheet(props: { id: string }) {
  const { can } = useSession();
  const queryClient = useQueryClient();
  const detail = useQuery({
    queryKey: ['sessions', props.id],
    queryFn: () => call('GET /staff/desk/sessions/:id', { params: { id: props.id } }),
    refetchInterval: 10_000,
  });
  const storeId = detail.data?.booking.store.id;
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ['sessions', props.id] });
  useNews(
    storeId ? [`store:${storeId}`] : [],
    (news) => {
      if (news.data.bookingId === props.id || news.name === 'device.changed' || news.name === 'service.changed')
        refresh();
    },
    refresh,
  );
  return (
    <Loaded query={detail}>
      {(found) => (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard. */}
          <div className="sheet-scroll" tabIndex={0}>
            <div className="sheet-body">
              <Standing detail={found} />
              <Devices detail={found} />
              <History detail={found} />
            </div>
          </div>
          {can('desk:act') && <SessionActions booking={found.booking} devices={found.devices} />}
        </>
      )}
    </Loaded>
  );
}

function Standing({ detail: { booking } }: { detail: SessionDetail }) {
  const text = useAppText();
  const { zone } = booking.store;
  return (
    <Section
      plain
      title={`${booking.store.name} · ${booking.room.name}`}
      extra={<StateTag kind="booking" value={booking.state} />}
    >
      <Facts
        facts={[
          {
            label: text('sessions.who'),
            value: booking.member?.name ?? booking.member?.phone ?? booking.note ?? '—',
          },
          { label: text('sessions.people'), value: booking.people },
          { label: text('sessions.from'), value: <DateTime at={booking.startedAt ?? booking.from} zone={zone} /> },
          booking.kind !== 'open' && { label: text('sessions.to'), value: <DateTime at={booking.to} zone={zone} /> },
          { label: text('sessions.power'), value: <StateTag kind="power" value={booking.power} /> },
          { label: text('sessions.number'), value: booking.number },
        ]}
      />
    </Section>
  );
}

function Devices({ detail: { devices } }: { detail: SessionDetail }) {
  const text = useAppText();
  return (
    <Section plain title={text('sessions.devices')}>
      {devices.length === 0 ? (
        <p className="lk-soft">{text('sessions.noDevices')}</p>
      ) : (
        <Facts
          facts={devices.map((device) => ({
            label: device.label,
            value: (
              <StatusTag tone={!device.online ? 'danger' : device.on ? 'live' : 'neutral'}>
                {text(
                  !device.online
                    ? 'sessions.offline'
                    : device.on === null
                      ? 'sessions.online'
                      : device.on
                        ? 'sessions.on'
                        : 'sessions.off',
                )}
              </StatusTag>
            ),
          }))}
        />
      )}
    </Section>
  );
}

function History({ detail: { booking, timeline } }: { detail: SessionDetail }) {
  const text = useAppText();
  return (
    <Section plain title={text('sessions.history')}>
      <RecordTimeline entries={[...timeline].reverse()} zone={booking.store.zone} />
      <Link to="/services" search={{ bookingId: booking.id } as never}>
        {text('sessions.records')}
      </Link>
    </Section>
  );
}
