// Holds the product's books against the channel's, against themselves, and against what people and doors saw.
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { systemActor } from '../../../apps/server/src/kernel/actor.ts';
import { type AuditVerification, verifyAudit } from '../../../apps/server/src/kernel/audit.ts';
import { readConfig } from '../../../apps/server/src/kernel/config.ts';
import { verifyStock } from '../../../apps/server/src/modules/inventory/index.ts';
import { verifyLedger } from '../../../apps/server/src/modules/ledger/index.ts';
import { assemble } from '../../../apps/server/src/server.ts';
import type { Acknowledged } from './acknowledged.ts';
import type { Doors } from './doors.ts';
import type { ChannelBooks } from './laboratory.ts';
import type { Offenders } from './offenders.ts';

export interface Sums {
  paidOrders: number;
  channelPaidFen: number;
  channelRefundedFen: number;
  /** What the ledger holds for the channel's transit, with the fees that the channel keeps. */
  ledgerFen: number;
  callbacksForged: number;
}

type Rows = Record<string, string | number | boolean | null>[];
export type Query = (text: string, values?: readonly unknown[]) => Promise<Rows>;

export const queryOf =
  (client: pg.Client): Query =>
  async (text, values = []) =>
    (await client.query(text, [...values])).rows as Rows;

/** The chain once the servers have sealed what their own rounds wrote last; a row that stays unsealed is an offence. */
async function verifySealed(
  database: Parameters<typeof verifyAudit>[0],
  patienceMs: number,
): Promise<AuditVerification> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const audit = await verifyAudit(database);
    if (!audit.intact || audit.unsealed === 0 || Date.now() > until) return audit;
    await delay(200);
  }
}

/** The verifiers that the product itself has: ledger, stock, audit chain. The running servers get some time to seal it. */
export async function checkVerifiers(
  environment: Record<string, string>,
  offenders: Offenders,
  sealPatienceMs = 30_000,
): Promise<void> {
  const { runtime } = assemble(readConfig(environment));
  try {
    const ctx = runtime.read(systemActor('chaos'));
    const ledger = await verifyLedger(ctx);
    if (!ledger.consistent) offenders.add('ledger', JSON.stringify(ledger));
    const stock = await verifyStock(ctx);
    if (!stock.consistent) offenders.add('stock', JSON.stringify(stock));
    const audit = await verifySealed(runtime.database, sealPatienceMs);
    if (!audit.intact || audit.unsealed > 0) offenders.add('audit', JSON.stringify(audit));
  } finally {
    await runtime.database.close();
  }
}

/** PAY-4: every fen that the channel took or gave back is in our books, and no other. */
export async function checkChannel(query: Query, books: ChannelBooks, offenders: Offenders): Promise<void> {
  const attempts = await query(
    `select out_trade_number as number, state, amount::int, transaction_number as transaction from payments.attempts`,
  );
  const ours = new Map(attempts.map((attempt) => [String(attempt.number), attempt]));
  for (const order of books.orders) {
    const attempt = ours.get(order.outTradeNo);
    const paid = order.paidAt !== null;
    const facts = `${order.outTradeNo}: channel ${order.state} ${order.total}, we ${attempt?.state} ${attempt?.amount}`;
    if (!attempt || attempt.amount !== order.total) offenders.add('amount_differs', facts);
    else if (paid !== (attempt.state === 'succeeded')) offenders.add(paid ? 'money_lost' : 'money_invented', facts);
    else if (paid && attempt.transaction !== order.transactionId) offenders.add('transaction_differs', facts);
  }
  const known = new Set(books.orders.map((order) => order.outTradeNo));
  for (const { number, state } of attempts) {
    if (state === 'succeeded' && !known.has(String(number))) offenders.add('money_invented', `${number}`);
  }
  const refunds = await query(`select number, state, amount::int from payments.refunds`);
  const given = new Map(books.refunds.map((refund) => [refund.outRefundNo, refund]));
  for (const { number, state, amount } of refunds) {
    const theirs = given.get(String(number));
    if ((state === 'succeeded') !== (theirs?.status === 'SUCCESS') || (theirs && theirs.amount !== amount))
      offenders.add('refund_differs', `${number}: we ${state} ${amount}, channel ${theirs?.status} ${theirs?.amount}`);
  }
  const numbers = new Set(refunds.map(({ number }) => String(number)));
  for (const { outRefundNo } of books.refunds) {
    if (!numbers.has(outRefundNo)) offenders.add('refund_differs', `${outRefundNo} is unknown to us`);
  }
}

/** Each rule names what breaks it; a rule that finds nothing is kept. */
const rules: readonly (readonly [string, string])[] = [
  [
    'not_paid_once',
    `select o.number || ': ' || o.state || ', kept ' || m.kept || ' of ' || o.paid as what
     from orders.orders o
     cross join lateral (
       select coalesce((select sum(amount) from payments.attempts a where a.order_id = o.id and a.state = 'succeeded'), 0)
         - coalesce((select sum(amount) from payments.refunds r where r.order_id = o.id and r.state = 'succeeded'), 0) as kept
     ) m
     where m.kept <> case when o.paid_at is null then 0 else o.paid - o.refunded end
       or (o.paid_at is not null and (o.paid <> o.payable or o.payment_id is null))`,
  ],
  [
    'sale_not_posted_once',
    `select o.number || ': ' || count(j.id) as what
     from orders.orders o left join ledger.journals j
       on j.reference_kind = 'order' and j.reference_id = o.id and j.kind = 'sale'
     group by o.id having count(j.id) <> case when o.paid_at is null then 0 else 1 end`,
  ],
  [
    'journal_unbalanced',
    `select journal_id::text || ': ' || sum(amount) as what from ledger.postings group by journal_id having sum(amount) <> 0`,
  ],
  [
    'goods_differ',
    `select o.number || ': sold ' || s.sold || ' of ' || o.quantity as what
     from orders.orders o
     cross join lateral (
       select coalesce(-sum(on_hand_change), 0) as sold from inventory.movements v
       where v.reference_kind = 'order' and v.reference_id = o.id
     ) s
     where s.sold <> case when o.paid_at is null then 0 else o.quantity end`,
  ],
  [
    'stock_is_not_its_movements',
    `select s.listing_id::text as what from inventory.stock s
     join (select listing_id, sum(on_hand_change) as on_hand, sum(reserved_change) as reserved
           from inventory.movements group by listing_id) m using (listing_id)
     where s.on_hand <> m.on_hand or s.reserved <> m.reserved or s.reserved <> 0`,
  ],
  ['two_orders_of_one_cart', `select cart_id::text as what from orders.orders group by cart_id having count(*) > 1`],
  [
    'visit_without_its_order',
    `select v.number || ' ended with ' || v.ending || ', paid orders ' || count(o.id) as what
     from visits.visits v left join orders.orders o on o.visit_id = v.id and o.paid_at is not null
     group by v.id having count(o.id) <> 1 or v.ending is distinct from 'purchase'`,
  ],
  [
    'door_for_unpaid',
    `select p.id || ' of visit ' || v.number as what
     from visits.openings p join visits.visits v on v.id = p.visit_id
     where p.purpose not in ('entry', 're_entry') and not exists (
       select from orders.orders o where o.visit_id = v.id and o.paid_at is not null and o.paid_at <= p.requested_at
     )`,
  ],
  [
    'door_for_unpaid_goods',
    `select p.id || ' of visit ' || v.number || ' with ' || o.number as what
     from visits.openings p join visits.visits v on v.id = p.visit_id
     join orders.orders o on o.visit_id = v.id and o.created_at < p.requested_at
       and coalesce(o.paid_at, o.closed_at, 'infinity') > p.requested_at
     where p.purpose not in ('entry', 're_entry')`,
  ],
];

/** What must hold inside our own books, whatever happened. */
export async function checkRules(query: Query, offenders: Offenders): Promise<void> {
  for (const [kind, text] of rules) {
    for (const { what } of await query(text)) offenders.add(kind, String(what));
  }
}

/** A lock moves only by a command of ours, for a reason that our books name, and by each command once. */
export async function checkDoors(query: Query, doors: Doors, offenders: Offenders): Promise<void> {
  const openings = await query(
    `select p.command_id as command, p.purpose, d.store_id as store
     from visits.openings p join devices.devices d on d.id = p.device_id where p.command_id is not null`,
  );
  const known = new Map(openings.map((opening) => [String(opening.command), opening]));
  for (const { commandId, reason, storeId } of doors.releases) {
    const opening = known.get(commandId ?? '');
    const entry = opening?.purpose === 'entry' || opening?.purpose === 're_entry';
    if (!opening || opening.store !== storeId || (reason === 'entry') !== entry)
      offenders.add('door_without_reason', `${commandId} (${reason}) at store ${storeId}`);
  }
  for (const id of doors.carriedOutAgain()) offenders.add('door_moved_twice', id);
}

const missing = async (query: Query, table: string, ids: readonly string[]): Promise<string[]> =>
  (
    await query(`select id::text from unnest($1::uuid[]) as given(id) where id not in (select id from ${table})`, [
      [...new Set(ids)],
    ])
  ).map(({ id }) => String(id));

/** PLT-9: what was answered 2xx is there, with the amounts that were shown. */
export async function checkAcknowledged(query: Query, seen: Acknowledged, offenders: Offenders): Promise<void> {
  const tables = [
    ['visits.openings', seen.openings],
    ['visits.visits', seen.visits],
    ['orders.orders', seen.orders],
    ['payments.attempts', seen.payments],
  ] as const;
  for (const [table, list] of tables) {
    for (const id of await missing(
      query,
      table,
      list.map((one) => one.id),
    ))
      offenders.add('acknowledged_lost', `${table} ${id}`);
  }
  const orders = new Map(
    (await query(`select id::text, payable::int, quantity, paid_at is not null as paid from orders.orders`)).map(
      (order) => [String(order.id), order],
    ),
  );
  for (const { id, payable } of seen.orders) {
    if (orders.get(id)?.payable !== payable) offenders.add('acknowledged_differs', `order ${id}: shown ${payable}`);
  }
  for (const { id, payable } of seen.paidOrders) {
    const order = orders.get(id);
    if (!order?.paid || order.payable !== payable)
      offenders.add('acknowledged_differs', `order ${id} was shown as paid`);
  }
  const bought = await query(
    `select visit_id::text as visit, quantity from orders.orders where paid_at is not null and visit_id is not null`,
  );
  const pieces = new Map(bought.map(({ visit, quantity }) => [String(visit), quantity]));
  for (const { id, pieces: scanned } of seen.visits) {
    if (pieces.get(id) !== scanned)
      offenders.add('acknowledged_differs', `visit ${id}: ${scanned} pieces scanned, ${pieces.get(id)} bought`);
  }
}

/** Sums for the report; the ledger's own view of the channel is held against the channel's. */
export async function sumUp(
  query: Query,
  books: ChannelBooks,
  seen: Acknowledged,
  offenders: Offenders,
): Promise<Sums> {
  const [{ paid } = { paid: 0 }] = await query(
    `select count(*)::int as paid from orders.orders where paid_at is not null`,
  );
  const [{ held } = { held: 0 }] = await query(
    `select coalesce(sum(p.amount), 0)::int as held from ledger.postings p join ledger.accounts a on a.id = p.account_id
     where a.kind = 'channel_transit'`,
  );
  const [{ fees } = { fees: 0 }] = await query(
    `select coalesce(sum((terms #>> '{shares,channelFeeOfStore}')::int + (terms #>> '{shares,channelFeeOfPlatform}')::int
       ), 0)::int as fees from ledger.journals where kind = 'sale'`,
  );
  const [{ forged } = { forged: 0 }] = await query(
    `select coalesce(sum(count), 0)::int as forged from payments.refused_callbacks`,
  );
  const { paidFen, refundedFen } = books.totals;
  const ledgerFen = Number(held) + Number(fees);
  if (ledgerFen !== paidFen - refundedFen)
    offenders.add('ledger_differs_from_channel', `ledger ${ledgerFen}, channel ${paidFen} − ${refundedFen}`);
  const theirs = new Set(books.orders.filter((order) => order.paidAt !== null).map((order) => order.outTradeNo));
  for (const number of seen.paidAtChannel) {
    if (!theirs.has(number)) offenders.add('channel_forgot', number);
  }
  return {
    paidOrders: Number(paid),
    channelPaidFen: paidFen,
    channelRefundedFen: refundedFen,
    ledgerFen,
    callbacksForged: Number(forged),
  };
}
