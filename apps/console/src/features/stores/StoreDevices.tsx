import { call, EmptyState, Loaded, StateTag, TimeAgo, useWord } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useAppText } from '../../texts.ts';

export function StoreDevices(props: { storeId: string }) {
  const text = useAppText();
  const word = useWord();
  const devices = useQuery({
    queryKey: ['devices', 'of-store', props.storeId],
    queryFn: () => call('GET /staff/devices', { query: { storeId: props.storeId, limit: 100 } }),
  });
  return (
    <Loaded query={devices}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={text('stores.noDevices')} hint={text('stores.noDevicesHint')} />
        ) : (
          <ul className="console-needs">
            {items.map((device) => (
              <li key={device.id}>
                <Link to="/devices" search={{ open: device.id } as never} className="console-need">
                  <span className="console-stack" style={{ flex: 1 }}>
                    <strong>{device.name}</strong>
                    <span className="lk-faint">
                      {word('deviceKind', device.kind)} · <TimeAgo at={device.lastSeenAt} />
                    </span>
                  </span>
                  {device.state !== 'normal' && <StateTag kind="device" value={device.state} />}
                  <StateTag kind="connectivity" value={device.connectivity} />
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
