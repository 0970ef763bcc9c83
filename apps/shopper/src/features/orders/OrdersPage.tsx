import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { api, type Order } from '../../api';
import { dateTime } from '../../format/time';
import { useT } from '../../i18n';
import { Card } from '../../kit/Card';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { Segments } from '../../kit/Segments';
import { Tag, type TagTone } from '../../kit/Tag';
import { Thumb } from '../../parts/Thumb';
import { CardList } from '../../shell/CardList';
import { Page } from '../../shell/Page';
import { Tabs } from '../../shell/Tabs';
import { useList } from '../../state/list';
import { open, pageParam } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useSession } from '../../state/session';

type Filter = 'all' | 'pending_payment' | 'completed';
const filters: readonly Filter[] = ['all', 'pending_payment', 'completed'];

export const orderTone: Record<Order['state'], TagTone> = {
  pending_payment: 'amber',
  paid: 'brand',
  completed: 'brand',
  closed: 'plain',
  partially_refunded: 'plain',
  refunded: 'plain',
};

export function OrdersPage() {
  const t = useT();
  const { status } = useSession();
  const [filter, setFilter] = useState<Filter>(() =>
    pageParam('state') === 'pending_payment' ? 'pending_payment' : 'all',
  );
  const signedIn = status === 'customer';
  const query = filter === 'all' ? {} : { state: filter };
  const list = useList(signedIn ? `orders:${filter}` : null, (cursor) =>
    api('GET /orders', { query: { limit: 20, cursor, ...query } }),
  );
  useLive(['order.changed'], () => void list.refresh(), 15_000, signedIn);
  useDidShow(() => void list.refresh());
  return (
    <Page title={t('nav.orders')} root tabs={<Tabs on="orders" />} dataAt={list.at}>
      {signedIn ? (
        <Segments
          id="orders"
          label={t('orders.filter')}
          value={filter}
          onChange={setFilter}
          options={filters.map((value) => ({ value, text: t(value === 'all' ? 'orders.all' : `orderState.${value}`) }))}
        />
      ) : null}
      <CardList
        list={list}
        empty={{ icon: 'orders', title: t('orders.emptyTitle'), text: t('orders.emptyText') }}
        card={(order) => <OrderCard key={order.id} order={order} />}
      />
    </Page>
  );
}

function OrderCard({ order }: { order: Order }) {
  const t = useT();
  const pending = order.state === 'pending_payment';
  return (
    <Card
      id={`order-${order.id}`}
      onTap={() => (pending ? open('pay', { order: order.id }) : open('order', { id: order.id }))}
    >
      <Box className="lk-row lk-row--between">
        <Box className="lk-strong lk-cut">{order.store.name}</Box>
        <Tag tone={orderTone[order.state]}>{t(`orderState.${order.state}`)}</Tag>
      </Box>
      <Box className="lk-row lk-ordercard">
        {order.images.slice(0, 4).map((image) => (
          <Thumb key={image} image={image} />
        ))}
        {order.images.length === 0 ? <Box className="lk-grow lk-small lk-soft">{order.summary}</Box> : null}
        <Box className="lk-ordercard__sum">
          <Price fen={order.payable} />
          <Box className="lk-tiny lk-soft">{t('orders.pieces', { n: order.quantity })}</Box>
        </Box>
      </Box>
      {order.images.length > 0 ? <Box className="lk-small lk-soft lk-cut">{order.summary}</Box> : null}
      <Box className="lk-num lk-tiny lk-faint">{dateTime(order.createdAt, order.store.utcOffset)}</Box>
    </Card>
  );
}
