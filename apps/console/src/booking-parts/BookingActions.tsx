import { MoreOutlined } from '@ant-design/icons';
import { call, ReasonDialog, useSession } from '@latchkey/ui';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useAppText } from '../texts.ts';
import { type BookingDetail, useKeepBooking } from './api.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { LengthDialog } from './LengthDialog.tsx';
import { MoveDialog } from './MoveDialog.tsx';

type Act = 'move' | 'length' | 'cancel' | 'start' | 'end' | 'revoke' | 'restore';
type Told = Exclude<Act, 'move' | 'cancel' | 'length'>;

/** What the booking's state allows now, the next step first. */
function possibleActs({ booking, entry }: BookingDetail): Act[] {
  const block = booking.kind === 'block';
  if (booking.state === 'held') return ['cancel'];
  if (booking.state === 'in_use') return ['end', 'length', entry?.revoked ? 'restore' : 'revoke'];
  if (booking.state !== 'confirmed') return [];
  return block ? ['move', 'cancel'] : ['start', 'move', 'length', 'cancel', entry?.revoked ? 'restore' : 'revoke'];
}

export function BookingActions(props: { detail: BookingDetail }) {
  const text = useAppText();
  const { can } = useSession();
  const [act, setAct] = useState<Act | null>(null);
  const { detail } = props;
  const { booking } = detail;
  const acts = can('bookings:edit') ? possibleActs(detail) : [];
  const label = (one: Act) =>
    one === 'cancel' && booking.kind === 'block' ? text('bookingParts.unblock') : text(`bookingParts.acts.${one}`);
  const [first, ...rest] = acts;
  const close = () => setAct(null);
  return (
    <span className="console-row">
      {first && (
        <Button type="primary" onClick={() => setAct(first)}>
          {label(first)}
        </Button>
      )}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((one) => ({ key: one, label: label(one), danger: one === 'cancel' || one === 'revoke' })),
            onClick: ({ key }) => setAct(key as Act),
          }}
        >
          <Button icon={<MoreOutlined />} aria-label={text('fields.actions')} />
        </Dropdown>
      )}
      <MoveDialog booking={booking} open={act === 'move'} onClose={close} />
      <LengthDialog booking={booking} open={act === 'length'} onClose={close} />
      <CancelDialog booking={booking} open={act === 'cancel'} onClose={close} />
      <ToldDialog
        detail={detail}
        act={act === 'move' || act === 'cancel' || act === 'length' ? null : act}
        onClose={close}
      />
    </span>
  );
}

function ToldDialog(props: { detail: BookingDetail; act: Told | null; onClose: () => void }) {
  const text = useAppText();
  const { message } = App.useApp();
  const keep = useKeepBooking();
  const { act } = props;
  const params = { id: props.detail.booking.id };
  const send = (reason: string) => {
    if (act === 'start') return call('POST /staff/bookings/:id/start', { params, body: { reason } });
    if (act === 'end') return call('POST /staff/bookings/:id/end', { params, body: { reason } });
    return call('POST /staff/bookings/:id/revoke-entry', { params, body: { revoked: act === 'revoke', reason } });
  };
  const shown = act ?? 'start';
  return (
    <ReasonDialog
      open={act !== null}
      danger={act === 'end' || act === 'revoke'}
      title={text(`bookingParts.acts.${shown}`)}
      consequence={text(`bookingParts.consequences.${shown}`)}
      confirm={text(`bookingParts.acts.${shown}`)}
      onClose={props.onClose}
      onConfirm={async (reason) => {
        await keep(await send(reason));
        message.success(text('fields.saved'));
      }}
    />
  );
}
