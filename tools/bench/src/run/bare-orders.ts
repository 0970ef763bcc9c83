// The rows of one checkout written bare: no reads, no prices, no rules; one statement and one commit.
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { newId } from '../../../../apps/server/src/kernel/ids.ts';
import type { BenchStore, Shopper } from './world.ts';

export interface BareOrder {
  shopper: Shopper;
  store: BenchStore;
  cartId: string;
  listingIds: string[];
}

const text = `
  with given as (select jsonb_populate_record(null::orders.orders, $1) as o),
  lines as (select * from jsonb_populate_recordset(null::orders.order_lines, $2)),
  held as (update orders.carts set state = 'checked_out', order_id = ((select o from given)).id, version = version + 1
    where id = ((select o from given)).cart_id),
  numbered as (insert into orders.order_numbers select (o).number, (o).id from given),
  placed as (insert into orders.orders select (o).* from given),
  laid as (insert into orders.order_lines select * from lines),
  moved as (insert into orders.timeline select * from jsonb_populate_record(null::orders.timeline, $3)),
  promised as (insert into inventory.reservations
    select 'order', order_id, listing_id, ((select o from given)).store_id, quantity, 'held', $4::timestamptz from lines),
  taken as (update inventory.stock s set reserved = s.reserved + l.quantity, updated_at = $4
    from lines l where s.listing_id = l.listing_id returning s.listing_id, s.on_hand, s.reserved, l.quantity, l.id, l.order_id),
  written as (insert into inventory.movements (id, store_id, listing_id, kind, on_hand_change, reserved_change, on_hand_after,
      reserved_after, reference_kind, reference_id, actor, at)
    select id, ((select o from given)).store_id, listing_id, 'reserve', 0, quantity, on_hand, reserved, 'order', order_id, $5, $4 from taken),
  audited as (insert into kernel.audit_log (id, at, actor_kind, actor_id, action, object_kind, object_id, after, address, request_id)
    values ($6::uuid, $4, 'customer', $7, 'orders.place', 'order', ((select o from given)).id::text, $8::jsonb, $9, $7)),
  told as (insert into kernel.outbox (id, name, payload, emitted_at) values ($6::uuid, 'bench.placed', $8::jsonb, $4))
  insert into kernel.idempotency_keys (caller, key, request_hash, answer, created_at) values ($7, ($6::uuid)::text, $10, $11, $4)`;

/** Writes the rows of one checkout of three lines. */
export async function writeBare(pool: Pool, order: BareOrder, sequence: number): Promise<void> {
  const now = new Date().toISOString();
  const id = newId();
  const price = 500;
  const whole = {
    ...{
      id,
      number: `B${String(sequence).padStart(11, '0')}`,
      member_id: order.shopper.id,
      store_id: order.store.storeId,
    },
    ...{ entity_id: randomUUID(), visit_id: randomUUID(), cart_id: order.cartId, state: 'pending_payment' },
    ...{ fulfilment: 'received', gross: 3 * price, discount: 0, payable: 3 * price, store_discount: 0 },
    ...{ platform_discount: 0, paid: 0, refunded: 0, refunding: 0, quantity: 3, created_at: now, closes_at: now },
  };
  const lines = order.listingIds.map((listingId, position) => ({
    ...{ id: newId(), order_id: id, position, listing_id: listingId, product_id: listingId, name: '青柠气泡水' },
    ...{
      spec: '480ml',
      barcode: '6900000000000',
      stock_policy: 'strict',
      quantity: 1,
      unit_price: price,
      gross: price,
    },
    ...{ discount: 0, payable: price, refunded: 0, discounts: [] },
  }));
  const move = {
    id: newId(),
    order_id: id,
    at: now,
    name: 'order.placed',
    actor_kind: 'customer',
    detail: { payable: 1500 },
  };
  const actor = { kind: 'customer', id: order.shopper.id };
  const values = [
    ...[JSON.stringify(whole), JSON.stringify(lines), JSON.stringify(move), now, JSON.stringify(actor), newId()],
    ...[
      order.shopper.id,
      JSON.stringify({ orderId: id, payable: 1500 }),
      '10.0.0.1',
      'x'.repeat(64),
      'y'.repeat(2_400),
    ],
  ];
  await pool.query({ name: 'bare_order', text, values });
}
