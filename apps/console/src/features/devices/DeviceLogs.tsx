import { call, DateTime, EmptyState, Loaded, StateTag, StatusTag, useWord } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { useAppText } from '../../texts.ts';

const SHOWN = 50;

export function CommandLog(props: { id: string; zone: string | undefined }) {
  const text = useAppText();
  const word = useWord();
  const commands = useQuery({
    queryKey: ['devices', 'commands', props.id],
    queryFn: () => call('GET /staff/devices/:id/commands', { params: { id: props.id }, query: { limit: SHOWN } }),
  });
  return (
    <Loaded query={commands}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={text('devices.noCommands')} />
        ) : (
          <ul className="console-needs">
            {items.map((command) => (
              <li key={command.id} className="console-need">
                <span className="console-stack" style={{ flex: 1 }}>
                  <span className="lk-mono">{command.name}</span>
                  <span className="lk-faint">
                    <DateTime at={command.requestedAt} zone={props.zone} style="second" />
                    {command.requestedBy && ` · ${command.requestedBy}`}
                    {command.code && ` · ${word('code', command.code)}`}
                  </span>
                  {command.lateAcknowledgedAt && (
                    <StatusTag tone="live">
                      {text('devices.answeredLate')}{' '}
                      <DateTime at={command.lateAcknowledgedAt} zone={props.zone} style="second" />
                    </StatusTag>
                  )}
                </span>
                <StateTag kind="command" value={command.state} />
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

export function EventLog(props: { id: string; zone: string | undefined }) {
  const text = useAppText();
  const events = useQuery({
    queryKey: ['devices', 'events', props.id],
    queryFn: () => call('GET /staff/devices/:id/events', { params: { id: props.id }, query: { limit: SHOWN } }),
  });
  return (
    <Loaded query={events}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={text('devices.noEvents')} />
        ) : (
          <ul className="console-needs">
            {items.map((event) => (
              <li key={event.id} className="console-need">
                <span className="console-stack" style={{ flex: 1 }}>
                  <span className="lk-mono">{event.name}</span>
                  {Object.keys(event.data).length > 0 && (
                    <span className="lk-faint lk-mono" style={{ whiteSpace: 'normal' }}>
                      {JSON.stringify(event.data)}
                    </span>
                  )}
                </span>
                <span className="lk-faint">
                  <DateTime at={event.at} zone={props.zone} style="second" />
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
