import {
  call,
  DateTime,
  DetailDrawer,
  Facts,
  Loaded,
  Money,
  RecordTimeline,
  Section,
  StateTag,
  StatusTag,
  useWord,
} from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useZoneOf } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import type { OrderDetail } from './api.ts';
import { OrderActions } from './OrderActions.tsx';
import { OrderLines } from './OrderLines.tsx';
import { OrderMoney } from './OrderMoney.tsx';

/** Nothing is made ready of what nobody paid. */
const UNPAID: readonly string[] = ['pending_payment', 'closed'];

export function OrderDrawer(props: { id: string | undefined; onClose: () => void }) {
  const text = useAppText();
  const order = useQuery({
    queryKey: ['orders', 'one', props.id],
    queryFn: () => call('GET /staff/orders/:id', { params: { id: props.id ?? '' } }),
    enabled: props.id !== undefined,
  });
  return (
    <DetailDrawer
      open={props.id !== undefined}
      onClose={props.onClose}
      title={order.data ? text('orders.one', { number: order.data.number }) : text('orders.title')}
      extra={order.data && <OrderActions order={order.data} />}
      width={760}
    >
      <Loaded query={order}>{(data) => <Body order={data} />}</Loaded>
    </DetailDrawer>
  );
}

function Body(props: { order: OrderDetail }) {
  const text = useAppText();
  const word = useWord();
  const { order } = props;
  const zone = useZoneOf()(order.store.id);
  return (
    <>
      <Section plain title={<Money fen={order.payable} size="hero" />} extra={<States order={order} />}>
        <Facts
          facts={[
            {
              label: text('fields.store'),
              value: (
                <Link to="/stores" search={{ open: order.store.id } as never}>
                  {order.store.name}
                </Link>
              ),
            },
            {
              label: text('fields.member'),
              value: (
                <Link to="/members" search={{ open: order.member.id } as never}>
                  {order.member.name ?? order.member.phone ?? text('fields.member')}
                </Link>
              ),
            },
            order.visitId && {
              label: text('orders.visit'),
              value: (
                <Link to="/visits" search={{ open: order.visitId } as never}>
                  {order.visitNumber ?? text('orders.visit')}
                </Link>
              ),
            },
            {
              label: text('orders.fulfilment'),
              value: UNPAID.includes(order.state) ? '—' : word('fulfilment', order.fulfilment),
            },
            { label: text('orders.createdAt'), value: <DateTime at={order.createdAt} zone={zone} style="second" /> },
            order.paidAt && {
              label: text('orders.paidAt'),
              value: <DateTime at={order.paidAt} zone={zone} style="second" />,
            },
            order.completedAt && {
              label: text('orders.completedAt'),
              value: <DateTime at={order.completedAt} zone={zone} style="second" />,
            },
            order.state === 'pending_payment' &&
              order.closesAt && {
                label: text('orders.closesAt'),
                value: <DateTime at={order.closesAt} zone={zone} style="second" />,
              },
          ]}
        />
      </Section>
      <OrderLines order={order} />
      <OrderMoney order={order} zone={zone} />
      <Section plain title={text('orders.timeline')}>
        <RecordTimeline entries={order.timeline} zone={zone} />
      </Section>
    </>
  );
}

function States(props: { order: OrderDetail }) {
  const word = useWord();
  const { order } = props;
  return (
    <span className="console-row">
      {order.abnormality && <StatusTag tone="danger">{word('abnormality', order.abnormality)}</StatusTag>}
      <StateTag kind="order" value={order.state} />
    </span>
  );
}
