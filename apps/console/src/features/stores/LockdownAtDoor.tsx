import { call, StatusTag } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { useAppText } from '../../texts.ts';

/** ORG-9: whether the door itself knows of the lockdown, beside the server that refuses at once. Silent when both agree on none. */
export function LockdownAtDoor(props: { storeId: string; locked: boolean }) {
  const text = useAppText();
  const doors = useQuery({
    queryKey: ['devices', 'doors-of-store', props.storeId],
    queryFn: () =>
      call('GET /staff/devices', { query: { storeId: props.storeId, kind: 'door_controller', limit: 20 } }),
    refetchInterval: 5_000,
  });
  if (!doors.data) return null;
  const inService = doors.data.items.filter((door) => door.state !== 'stopped');
  if (inService.length === 0)
    return props.locked ? <StatusTag tone="neutral">{text('stores.doorNone')}</StatusTag> : null;
  const refusing = inService.filter((door) => door.reported.lockdown === true).length;
  if (props.locked && refusing === inService.length)
    return <StatusTag tone="ok">{text('stores.doorRefuses')}</StatusTag>;
  if (props.locked) return <StatusTag tone="live">{text('stores.doorNotYet')}</StatusTag>;
  return refusing > 0 ? <StatusTag tone="live">{text('stores.doorStillLocked')}</StatusTag> : null;
}
