import { call, ReasonDialog, useSession } from '@latchkey/ui';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../texts.ts';
import { type Charge, useKeepBooking } from './api.ts';

/** BKG-16: what is owed was paid outside the channels, or is given up. */
export function SettleByHand(props: { bookingId: string; charge: Charge }) {
  const text = useAppText();
  const { can } = useSession();
  const { message } = App.useApp();
  const keep = useKeepBooking();
  const [how, setHow] = useState<'outside' | 'waive' | null>(null);
  if (!can('bookings:edit')) return null;
  const settle = async (reason: string) => {
    const params = { id: props.bookingId, chargeId: props.charge.id };
    const body = { how: how ?? 'outside', reason };
    await keep(await call('POST /staff/bookings/:id/charges/:chargeId/settle', { params, body }));
    message.success(text('fields.saved'));
  };
  const waive = how === 'waive';
  return (
    <p className="console-row">
      <Button onClick={() => setHow('outside')}>{text('bookingParts.settle')}</Button>
      <Button danger onClick={() => setHow('waive')}>
        {text('bookingParts.waive')}
      </Button>
      <ReasonDialog
        open={how !== null}
        danger={waive}
        title={text(waive ? 'bookingParts.waive' : 'bookingParts.settle')}
        consequence={text(waive ? 'bookingParts.waiveHint' : 'bookingParts.settleHint')}
        confirm={text(waive ? 'bookingParts.waive' : 'bookingParts.settle')}
        onClose={() => setHow(null)}
        onConfirm={settle}
      />
    </p>
  );
}
