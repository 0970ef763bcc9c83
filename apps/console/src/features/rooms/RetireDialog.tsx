import { call, ReasonDialog, StatusTag, useSession } from '@latchkey/ui';
import { useQueryClient } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { ComingList, useComing } from '../../booking-parts/ComingList.tsx';
import { useAppText } from '../../texts.ts';
import type { Room } from './api.ts';

/** ORG-10: a room with bookings to come first shows them, each to be moved or refunded; then it is retired with a reason. */
export function RetireDialog(props: { room: Room; open: boolean; onClose: () => void }) {
  const text = useAppText();
  const { can } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const { room, open } = props;
  const coming = useComing(open && can('bookings') ? room.id : undefined);
  const left = coming.data?.items.length ?? 0;
  const retire = async (reason: string) => {
    await call('POST /staff/rooms/:id/retire', { params: { id: room.id }, body: { reason } });
    await Promise.all(['rooms', 'room-calendar'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
    message.success(text('rooms.retired'));
  };
  if (left > 0)
    return (
      <Modal
        open={open}
        title={text('rooms.retireOne', { name: room.name })}
        footer={null}
        onCancel={props.onClose}
        width={640}
      >
        <p>
          <StatusTag tone="danger">{text('rooms.retireBlocked', { n: left })}</StatusTag>
        </p>
        <p className="lk-soft">{text('rooms.retireWays')}</p>
        <ComingList coming={coming} />
      </Modal>
    );
  return (
    <ReasonDialog
      open={open}
      danger
      title={text('rooms.retireOne', { name: room.name })}
      consequence={text('rooms.retireHint')}
      confirm={text('rooms.retire')}
      onClose={props.onClose}
      onConfirm={retire}
    />
  );
}
