// When nothing is on its way any more, in our books and in the channel's.
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Doors } from './doors.ts';
import type { Laboratory } from './laboratory.ts';
import type { Offenders } from './offenders.ts';

/** What must come to nothing: a name, and a query for the things that still wait. */
const waiting: readonly (readonly [string, string])[] = [
  ['an event in the outbox', `select name || ' ' || id as what from kernel.outbox`],
  ['a job', `select task_identifier || ' ' || coalesce(last_error, '') as what from graphile_worker.jobs`],
  ['an audit row without its seal', `select id::text as what from kernel.audit_log where sequence is null`],
  [
    'an order that nobody settles',
    `select number || ' ' || state as what from orders.orders where state in ('pending_payment', 'paid')`,
  ],
  ['a visit that does not end', `select number || ' ' || state as what from visits.visits where ended_at is null`],
  ['an opening on its way', `select id || ' ' || state as what from visits.openings where settled_at is null`],
  ['a door command on its way', `select id || ' ' || state as what from devices.commands where settled_at is null`],
  ['a stock promise', `select reference_id::text as what from inventory.reservations where state = 'held'`],
  [
    'a payment on its way',
    `select out_trade_number || ' ' || state as what from payments.attempts
     where state in ('created', 'requesting', 'awaiting_payer') or close_at is not null`,
  ],
  [
    'a refund on its way',
    `select number || ' ' || state as what from payments.refunds where state in ('created', 'requesting', 'processing')`,
  ],
  ['an SMS', `select id::text as what from messages.sends where state in ('queued', 'sending')`],
  ['a refund that an order waits for', `select id::text as what from orders.refunds where state = 'requested'`],
];

async function find(client: pg.Client, laboratory: Laboratory, doors: Doors): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for (const [name, query] of waiting) {
    const { rows } = await client.query<{ what: string }>(`${query} limit 5`);
    for (const { what } of rows) found.push([name, what]);
  }
  const { rows } = await client.query<{ number: string }>(
    `select out_trade_number as number from payments.attempts where state = 'succeeded'`,
  );
  const ours = new Set(rows.map(({ number }) => number));
  for (const order of (await laboratory.books()).orders) {
    if (order.paidAt !== null && !ours.has(order.outTradeNo))
      found.push(['a payment that we do not know', order.outTradeNo]);
  }
  if (doors.owed() > 0) found.push(['a report of a door without its receipt', String(doors.owed())]);
  return found;
}

/** Waits until everything has come to its end; what has not by then is an offence. Answers the seconds it took. */
export async function settle(
  client: pg.Client,
  laboratory: Laboratory,
  doors: Doors,
  seconds: number,
  offenders: Offenders,
): Promise<number> {
  const started = Date.now();
  for (;;) {
    const left = await find(client, laboratory, doors);
    if (left.length === 0) break;
    if (Date.now() - started > seconds * 1_000) {
      for (const [name, what] of left) offenders.add('not_settled', `${name}: ${what}`);
      break;
    }
    await delay(500);
  }
  return Math.round((Date.now() - started) / 100) / 10;
}
