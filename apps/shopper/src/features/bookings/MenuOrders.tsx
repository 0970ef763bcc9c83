import { useState } from 'react';
import { api } from '../../api';
import { formatMoney } from '../../format/money';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { ListRow } from '../../kit/ListRow';
import { Note } from '../../kit/Note';
import { Price } from '../../kit/Price';
import { Box, Field } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { Tag, type TagTone } from '../../kit/Tag';
import { Trouble } from '../../kit/Trouble';
import { type Basket, basketTotal, freshKey, wishesOf } from '../../parts/menu/basket';
import { MenuPicker } from '../../parts/menu/MenuPicker';
import { useMenu } from '../../parts/menu/use-menu';
import { useAct } from '../../state/fault';
import type { Booking } from './booking';

type Order = Booking['menuOrders'][number];

const tones: Record<Order['state'], TagTone> = {
  awaiting_payment: 'amber',
  placed: 'brand',
  preparing: 'amber',
  served: 'plain',
  cancelled: 'plain',
};

interface OrdersProps {
  booking: Booking;
  onBooking: (booking: Booking) => void;
}

/** BKG-18: what was ordered and how far it is, and more of it while the session runs. */
export function MenuOrders({ booking, onBooking }: OrdersProps) {
  const t = useT();
  const [ordering, setOrdering] = useState(false);
  const { menuTab, menuOrders } = booking;
  const sitting = booking.state === 'in_use';
  if (menuOrders.length === 0 && !sitting) return null;
  return (
    <Box as="section" className="lk-stack" id="menu-orders" label={t('menuOrder.menuTitle')}>
      <Box className="lk-row lk-row--between">
        <Box as="h2" className="lk-h3">
          {t('menuOrder.menuTitle')}
        </Box>
        {sitting ? (
          <Button id="order-menu" small tone="line" icon="bag" onTap={() => setOrdering(true)}>
            {t('menuOrder.menu')}
          </Button>
        ) : null}
      </Box>
      {menuOrders.map((order) => (
        <OneOrder key={order.id} order={order} booking={booking} onBooking={onBooking} />
      ))}
      {menuTab.open > 0 ? (
        <Box className="lk-small lk-soft">
          {t('menuOrder.tab', { open: formatMoney(menuTab.open), limit: formatMoney(menuTab.limit) })}
        </Box>
      ) : null}
      {ordering ? <OrderSheet booking={booking} onBooking={onBooking} onClose={() => setOrdering(false)} /> : null}
    </Box>
  );
}

function OneOrder({ order, booking, onBooking }: OrdersProps & { order: Order }) {
  const t = useT();
  const { busy, error, run } = useAct();
  const params = { id: booking.id, orderId: order.id };
  const withdraw = () =>
    run(async () => onBooking(await api('POST /bookings/:id/menu-orders/:orderId/cancel', { params })));
  const open = (order.state === 'placed' || order.state === 'awaiting_payment') && order.settle !== 'booking';
  return (
    <Card flush label={t(`menuOrder.state.${order.state}`)}>
      {order.lines.map((line, i) => (
        <ListRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the same thing may be there twice, and none ever moves
          key={i}
          title={`${line.label} × ${line.quantity}`}
          end={line.amount > 0 ? <Price fen={line.amount} size={14} /> : null}
        />
      ))}
      <ListRow
        title={
          <Box className="lk-row">
            <Tag tone={tones[order.state]}>{t(`menuOrder.state.${order.state}`)}</Tag>
            <Box className="lk-small lk-soft">
              {order.state === 'awaiting_payment' ? t('menuOrder.pay') : t(`menuOrder.settle.${order.settle}`)}
            </Box>
          </Box>
        }
        detail={order.note}
        end={<Price fen={order.amount} />}
        last={!open}
      />
      <Trouble error={error} />
      {open ? (
        <Button id={`withdraw-${order.id}`} small tone="text" busy={busy} onTap={() => void withdraw()}>
          {t('menuOrder.withdraw')}
        </Button>
      ) : null}
    </Card>
  );
}

/** The menu over the session: paid at once, or on the bill within what the store allows. */
function OrderSheet({ booking, onBooking, onClose }: OrdersProps & { onClose: () => void }) {
  const t = useT();
  const menu = useMenu(booking.store.id);
  const [basket, setBasket] = useState<Basket>([]);
  const [note, setNote] = useState('');
  const [key] = useState(freshKey);
  const { busy, error, run } = useAct();
  const total = basketTotal(basket);
  const fitsTab = booking.menuTab.open + total <= booking.menuTab.limit;
  const order = async (settle: 'now' | 'bill') => {
    const done = await run(async () => {
      const body = { key, lines: wishesOf(basket), settle, note: note.trim() || null, expectedTotal: total };
      onBooking(await api('POST /bookings/:id/menu-orders', { params: { id: booking.id }, body }));
      onClose();
    });
    // Something may have sold out while the sheet was open.
    if (!done) menu.refresh();
  };
  return (
    <Sheet id="order-sheet" title={t('menuOrder.menu')} onClose={onClose}>
      <Box className="lk-stack">
        {menu.items.length === 0 ? <Note>{t('menuOrder.empty')}</Note> : null}
        <MenuPicker items={menu.items} basket={basket} onBasket={setBasket} />
        <Field id="order-note" label={t('menuOrder.note')} value={note} maxLength={200} onChange={setNote} />
        <Trouble error={error} />
        <Button id="order-now" busy={busy} disabled={basket.length === 0} onTap={() => void order('now')}>
          {basket.length === 0 ? t('menuOrder.choose') : t('menuOrder.now', { amount: formatMoney(total) })}
        </Button>
        {booking.menuTab.limit > 0 && basket.length > 0 && fitsTab ? (
          <Button id="order-bill" tone="line" busy={busy} onTap={() => void order('bill')}>
            {t('menuOrder.bill', { amount: formatMoney(total) })}
          </Button>
        ) : null}
      </Box>
    </Sheet>
  );
}
