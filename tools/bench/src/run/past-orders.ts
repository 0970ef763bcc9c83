// Years of trade: the rows that one real purchase left in all that checkout reads and writes, copied for other customers,
// stores and times.
import { statfsSync } from 'node:fs';
import pg from 'pg';
import type { BenchStore, Shopper } from './world.ts';

const note = (line: string): void => void process.stderr.write(`  ${line}\n`);

/** Tables that a checkout or a look-up touches and that grow with orders; $1 order, $2 its cart, $3 its visit, as text. */
const tables: readonly { name: string; of: string; instead?: Record<string, string> }[] = [
  {
    name: 'visits.visits',
    of: 'id::text = $3',
    // The copied visit is still open.
    instead: { state: `'ended'`, ending: `'purchase'`, ended_at: `p.at + interval '4 minutes'` },
  },
  { name: 'orders.carts', of: 'id::text = $2' },
  { name: 'orders.cart_lines', of: 'cart_id::text = $2' },
  {
    name: 'orders.orders',
    of: 'id::text = $1',
    instead: { state: `'completed'`, fulfilment: `'completed'`, completed_at: 'p.at', left_at: 'p.at' },
  },
  { name: 'orders.order_numbers', of: 'order_id::text = $1' },
  { name: 'orders.order_lines', of: 'order_id::text = $1' },
  { name: 'orders.timeline', of: 'order_id::text = $1' },
  { name: 'inventory.reservations', of: 'reference_id::text = $1' },
  { name: 'inventory.movements', of: 'reference_id::text = $1' },
  { name: 'kernel.audit_log', of: 'object_id in ($1, $2, $3)' },
];

const STORES = 1_000;
const MEMBERS = 100_000;
/** So many orders are written at once. */
const BATCH = 250_000;
/** A year of trade at five million. */
const MS_BETWEEN = 6_300;
const BYTES_AN_ORDER = 12_000;

export interface Trade {
  stores: readonly BenchStore[];
  shoppers: readonly Shopper[];
  /** The paid order that is copied. */
  orderId: string;
  listingIds: readonly string[];
}

interface Model {
  table: (typeof tables)[number];
  row: Record<string, string | null>;
  types: Readonly<Record<string, string>>;
}

async function readModels(client: pg.Client, orderId: string): Promise<Model[]> {
  const { rows: found } = await client.query<{ cart: string; visit: string }>(
    'select cart_id::text as cart, visit_id::text as visit from orders.orders where id = $1',
    [orderId],
  );
  const ids = [orderId, found[0]?.cart, found[0]?.visit];
  const models: Model[] = [];
  for (const table of tables) {
    const { rows: columns } = await client.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
      [table.name],
    );
    const list = columns.map(({ name }) => `"${name}"::text`).join(', ');
    // Named for the type of all three parameters, which not every table uses.
    const text = `select ${list} from ${table.name} where ${table.of} and ($1::text, $2::text, $3::text) is not null`;
    const { rows } = await client.query<Record<string, string | null>>(text, ids);
    if (rows.length === 0) throw new Error(`The purchase left nothing in ${table.name}`);
    const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]));
    models.push(...rows.map((row) => ({ table, row, types })));
  }
  return models;
}

/** What a column of a copied row holds, in terms of `p`, the row of `past` that the copy is made for. */
function copying(models: readonly Model[], trade: Trade) {
  const order = models.find(({ table }) => table.name === 'orders.orders')?.row ?? {};
  const own = new Map<string, string>();
  // A time-ordered id (version 7) of its own for everything that belongs to the purchase.
  for (const { row } of models)
    if (row.id && !own.has(row.id))
      own.set(row.id, `(p.hex || '7' || '${own.size.toString(16).padStart(3, '0')}8' || p.tail)::uuid`);
  own.set(order.member_id ?? '', 'p.member');
  own.set(order.store_id ?? '', 'p.store');
  for (const [at, id] of trade.listingIds.entries()) own.set(id, `p.listing_${at}`);
  const numbers = new Set(models.map(({ row }) => row.number).filter((number) => number));
  const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;
  return ({ table, row, types }: Model, position: number, column: string): string => {
    const value = row[column];
    if (table.instead?.[column]) return table.instead[column];
    if (value === null || value === undefined) return 'null';
    // Below the live chain's numbers, which go up from 1.
    if (column === 'sequence') return `-(p.n * 64 + ${position})`;
    if (numbers.has(value)) return `'P' || lpad(p.n::text, 11, '0')`;
    const reference = own.get(value);
    if (reference) return types[column] === 'uuid' ? reference : `(${reference})::text`;
    if (types[column] === 'timestamp with time zone')
      return `p.at + (${literal(value)}::timestamptz - ${literal(order.created_at ?? '')}::timestamptz)`;
    return `${literal(value)}::${types[column]}`;
  };
}

/** Indexes that guard nothing are made anew after the rows: sorting once is much quicker than finding each place. */
async function withoutIndexes(client: pg.Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any ($1::regclass[]) and not indisunique`,
    [tables.map(({ name }) => name)],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  await work();
  for (const { definition } of rows) await client.query(definition);
}

function needRoom(folder: string, orders: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const needed = orders * BYTES_AN_ORDER;
  if (bavail * bsize < needed)
    throw new Error(
      `${orders} past orders need ${Math.ceil(needed / 1e9)} GB free in ${folder}; fewer: --past <number>`,
    );
}

/** Who bought and where: the real ones first, and others who only are in the books. */
async function makeCrowd(client: pg.Client, trade: Trade): Promise<void> {
  await client.query('create temp table past_members (n int, id uuid)');
  await client.query('create temp table past_stores (n int, id uuid, listings uuid[])');
  await client.query(
    `insert into past_members
     select n - 1, coalesce(($1::uuid[])[n], gen_random_uuid()) from generate_series(1, ${MEMBERS}) n`,
    [trade.shoppers.map(({ id }) => id)],
  );
  await client.query(
    `insert into past_stores
     select n - 1, coalesce((real ->> 'storeId')::uuid, gen_random_uuid()),
       coalesce((select array_agg(value::uuid) from jsonb_array_elements_text(real -> 'listingIds')),
         array[gen_random_uuid(), gen_random_uuid(), gen_random_uuid()])
     from generate_series(1, ${STORES}) n cross join lateral (select $1::jsonb -> (n - 1) as real) given`,
    [JSON.stringify(trade.stores)],
  );
  await client.query('create unique index on past_members (n)');
}

/** Writes the orders numbered from `after` + 1 to `until`, the higher the longer ago. The server may be running. */
export async function writePastOrders(
  place: { databaseUrl: string; folder: string },
  trade: Trade,
  after: number,
  until: number,
): Promise<void> {
  needRoom(place.folder, until - after);
  const client = new pg.Client({ connectionString: place.databaseUrl });
  await client.connect();
  try {
    const models = await readModels(client, trade.orderId);
    const expression = copying(models, trade);
    // Copies are right as their model is; no trigger or reference has to look at each.
    await client.query('set session_replication_role = replica');
    await client.query('set synchronous_commit = off');
    await client.query(`set maintenance_work_mem = '512MB'`);
    await makeCrowd(client, trade);
    await withoutIndexes(client, async () => {
      for (let top = until; top > after; top -= BATCH) {
        const bottom = Math.max(after, top - BATCH);
        await writeBatch(client, models, expression, bottom, top);
        note(`past orders: ${until - bottom} of ${until - after}`);
      }
    });
    await client.query('vacuum analyze');
    const { rows } = await client.query<{ size: string }>(
      'select pg_size_pretty(pg_database_size(current_database())) as size',
    );
    note(`${until} past orders: the database has ${rows[0]?.size}`);
  } finally {
    await client.end();
  }
}

async function writeBatch(
  client: pg.Client,
  models: readonly Model[],
  expression: ReturnType<typeof copying>,
  bottom: number,
  top: number,
): Promise<void> {
  await client.query(
    `create temp table past as
     select g.n, at, lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') as hex, lpad(to_hex(g.n), 15, '0') as tail,
       m.id as member, s.id as store,
       s.listings[1 + g.n % cardinality(s.listings)] as listing_0,
       s.listings[1 + (g.n + 7) % cardinality(s.listings)] as listing_1,
       s.listings[1 + (g.n + 23) % cardinality(s.listings)] as listing_2
     from generate_series(${top}, ${bottom + 1}, -1) g(n)
     cross join lateral (select now() - g.n * interval '${MS_BETWEEN} milliseconds' as at) t
     join past_members m on m.n = (g.n * 7919::bigint) % ${MEMBERS} join past_stores s on s.n = (g.n * 613::bigint) % ${STORES}
     order by at`,
  );
  for (const [position, model] of models.entries()) {
    const columns = Object.keys(model.types);
    const values = columns.map((column) => expression(model, position, column)).join(', ');
    await client.query(
      `insert into ${model.table.name} (${columns.map((column) => `"${column}"`).join(', ')}) select ${values} from past p`,
    );
  }
  await client.query('drop table past');
}
