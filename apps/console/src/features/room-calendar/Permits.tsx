import { PlusOutlined } from '@ant-design/icons';
import type { Answer } from '@latchkey/client';
import {
  call,
  DateTime,
  DetailDrawer,
  EmptyState,
  Loaded,
  QrSquare,
  ReasonDialog,
  StatusTag,
  type Tone,
  useSession,
} from '@latchkey/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { PermitForm } from './PermitForm.tsx';

type Permit = Answer<'GET /staff/permits'>['items'][number];
const TONES: Record<Permit['state'], Tone> = { current: 'live', to_come: 'info', over: 'neutral', revoked: 'danger' };

/** BKG-9: who may enter for a time without a booking: by a code that a door takes, until it is taken back. */
export function Permits(props: { store: { id: string; zone: string }; open: boolean; onClose: () => void }) {
  const text = useAppText();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const { store, open } = props;
  const permits = useQuery({
    queryKey: ['room-calendar', 'permits', store.id],
    queryFn: () => call('GET /staff/permits', { query: { storeId: store.id, limit: 100 } }),
    enabled: open,
  });
  const add = can('bookings:edit') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {text('roomCalendar.permitAdd')}
    </Button>
  );
  return (
    <DetailDrawer open={open} onClose={props.onClose} title={text('roomCalendar.permits')} extra={add} width={620}>
      <p className="lk-soft">{text('roomCalendar.permitsHint')}</p>
      <Loaded query={permits}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={text('roomCalendar.noPermits')} action={add} />
          ) : (
            <ul className="calendar-permits">
              {items.map((permit) => (
                <One key={permit.id} permit={permit} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <PermitForm storeId={store.id} zone={store.zone} open={adding} onClose={() => setAdding(false)} />
    </DetailDrawer>
  );
}

function One(props: { permit: Permit }) {
  const text = useAppText();
  const { permit } = props;
  const { zone } = permit.store;
  return (
    <li className="calendar-permit">
      <div className="console-between">
        <strong>{permit.label}</strong>
        <StatusTag tone={TONES[permit.state]}>{text(`roomCalendar.permitStates.${permit.state}`)}</StatusTag>
      </div>
      <p className="lk-figures">
        <DateTime at={permit.from} zone={zone} /> – <DateTime at={permit.to} zone={zone} />
      </p>
      <p className="lk-soft">
        {permit.reason} · {[text('roomCalendar.storeDoor'), ...permit.rooms.map((room) => room.name)].join('、')}
      </p>
      <p className="lk-faint">
        {text('roomCalendar.permitBy', { name: permit.createdBy ?? '—' })}
        {permit.openings > 0 && (
          <>
            {' · '}
            {text('roomCalendar.permitUsed', { n: permit.openings })} <DateTime at={permit.lastOpenedAt} zone={zone} />
          </>
        )}
        {permit.revokedAt && (
          <>
            {' · '}
            {text('roomCalendar.permitRevoked', { name: permit.revokedBy ?? '—', reason: permit.revokeReason ?? '' })}
          </>
        )}
      </p>
      {permit.code && <Code permit={permit} code={permit.code} />}
    </li>
  );
}

function Code(props: { permit: Permit; code: string }) {
  const text = useAppText();
  const { can } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [shown, setShown] = useState(false);
  const [revoking, setRevoking] = useState(false);
  const { permit, code } = props;
  const revoke = async (reason: string) => {
    await call('POST /staff/permits/:id/revoke', { params: { id: permit.id }, body: { reason } });
    await queryClient.invalidateQueries({ queryKey: ['room-calendar', 'permits'] });
    message.success(text('roomCalendar.permitRevokeDone'));
  };
  return (
    <>
      <div className="console-row">
        <span className="booking-entry-code">{code}</span>
        <Button onClick={() => setShown(!shown)}>{text(shown ? 'roomCalendar.hideQr' : 'roomCalendar.showQr')}</Button>
        {can('bookings:edit') && (
          <Button danger onClick={() => setRevoking(true)}>
            {text('roomCalendar.permitRevoke')}
          </Button>
        )}
      </div>
      {shown && <QrSquare className="calendar-permit-qr" content={code} label={text('roomCalendar.showQr')} />}
      <ReasonDialog
        open={revoking}
        danger
        title={text('roomCalendar.permitRevoke')}
        consequence={text('roomCalendar.permitRevokeHint')}
        confirm={text('roomCalendar.permitRevoke')}
        onClose={() => setRevoking(false)}
        onConfirm={revoke}
      />
    </>
  );
}
