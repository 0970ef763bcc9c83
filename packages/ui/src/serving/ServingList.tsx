import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { call } from '../http/call.ts';
import { toProblem } from '../http/problem.ts';
import { useUiText } from '../i18n/use-text.ts';
import { DateTime } from '../parts/DateTime.tsx';
import { ReasonDialog } from '../parts/ReasonDialog.tsx';
import { StatusTag } from '../parts/StatusTag.tsx';
import { EmptyState, Loaded } from '../parts/states.tsx';
import { useNews } from '../realtime/use-realtime.tsx';
import { useSession } from '../session/use-session.ts';
import type { ItemOf } from '../table/use-list.ts';
import './serving.css';

type MenuOrder = ItemOf<'GET /staff/menu-orders'>;

/** News may be lost: the list is read again this often. */
const REREAD_MS = 20_000;
/** Topics that one connection may ask for. */
const MOST_TOPICS = 200;

/** BKG-18: what rooms wait for, the first due in front, of one store or of the whole scope. */
export function ServingList(props: { storeId?: string }) {
  const queryClient = useQueryClient();
  const { storeId } = props;
  const stores = useQuery({
    queryKey: ['stores', 'own'],
    queryFn: () => call('GET /staff/me/stores'),
    staleTime: 300_000,
  });
  const orders = useQuery({
    queryKey: ['menu-orders', storeId ?? 'all'],
    queryFn: () => call('GET /staff/menu-orders', { query: { limit: 100, ...(storeId ? { storeId } : {}) } }),
    refetchInterval: REREAD_MS,
  });
  const reread = () => void queryClient.invalidateQueries({ queryKey: ['menu-orders'] });
  const known = (stores.data?.items ?? []).filter((store) => store.kind !== 'retail').map((store) => store.id);
  const topics = (storeId ? [storeId] : known).slice(0, MOST_TOPICS).map((id) => `store:${id}`);
  useNews(topics, (news) => news.name === 'menu_order.changed' && reread(), reread);
  return (
    <Loaded query={orders}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing brief={storeId !== undefined} />
        ) : (
          <ul className="lk-serving">
            {items.map((order) => (
              <Order key={order.id} order={order} withStore={storeId === undefined} onDone={reread} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

/** Beside a menu one line says it; a screen of its own says what will come. */
function Nothing(props: { brief: boolean }) {
  const text = useUiText();
  if (props.brief) return <p className="lk-soft">{text('serving.empty')}</p>;
  return <EmptyState title={text('serving.empty')} hint={text('serving.emptyHint')} />;
}

function Order(props: { order: MenuOrder; withStore: boolean; onDone: () => void }) {
  const text = useUiText();
  const { order } = props;
  const made = order.lines.some((line) => line.preparation === 'device');
  return (
    <li className="lk-card lk-serving-order">
      <div className="lk-serving-head">
        <strong>{order.room.name}</strong>
        {props.withStore && <span className="lk-soft">{order.store.name}</span>}
        <StatusTag tone={order.state === 'preparing' ? 'info' : 'live'}>
          {text(order.state === 'preparing' ? 'serving.preparing' : 'serving.placed')}
        </StatusTag>
        <DateTime at={order.dueAt} zone={order.store.zone} />
      </div>
      <ul className="lk-serving-lines">
        {order.lines.map((line) => (
          <li key={line.label}>
            <b className="lk-figures">{line.quantity} ×</b> {line.label}
          </li>
        ))}
      </ul>
      {order.note && <p className="lk-serving-note">{order.note}</p>}
      {made && <p className="lk-faint">{text('serving.byDevice')}</p>}
      <Acts order={order} onDone={props.onDone} />
    </li>
  );
}

function Acts(props: { order: MenuOrder; onDone: () => void }) {
  const text = useUiText();
  const { can } = useSession();
  const { message } = App.useApp();
  const [cancelling, setCancelling] = useState(false);
  const { order, onDone } = props;
  const params = { id: order.id };
  const move = useMutation({
    mutationFn: (state: 'preparing' | 'served') =>
      call('POST /staff/menu-orders/:id/state', { params, body: { state } }),
    onError: (cause) => message.error(toProblem(cause).message),
    onSettled: onDone,
  });
  if (!can('menus:serve')) return null;
  return (
    <div className="lk-serving-acts">
      {order.state === 'placed' && (
        <Button loading={move.isPending} onClick={() => move.mutate('preparing')}>
          {text('serving.begin')}
        </Button>
      )}
      <Button type="primary" loading={move.isPending} onClick={() => move.mutate('served')}>
        {text('serving.served')}
      </Button>
      <Button type="text" danger onClick={() => setCancelling(true)}>
        {text('serving.cancel')}
      </Button>
      <ReasonDialog
        open={cancelling}
        title={text('serving.cancelTitle')}
        consequence={text('serving.cancelHint')}
        confirm={text('serving.cancel')}
        danger
        onClose={() => setCancelling(false)}
        onConfirm={async (reason) => {
          await call('POST /staff/menu-orders/:id/cancel', { params, body: { reason } });
          onDone();
        }}
      />
    </div>
  );
}
