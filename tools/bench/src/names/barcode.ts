// A scanned code looked up over HTTP among 100,000 products and 1,000 stores, beside an empty route with one statement.
import pg from 'pg';
import { listensOn, probePort } from '../../../../scripts/product/ports.ts';
import { createHttpClient } from '../run/http-client.ts';
import { closedLoop, type Load } from '../run/load.ts';
import { startProduct } from '../run/product.ts';
import { percentile, rounded } from '../run/statistics.ts';
import { makeStores, range } from '../run/world.ts';

const PRODUCTS = 100_000;
const STORES = 1_000;
/** Goods on each store's shelf: together a million listings. */
const SHELF = 1_000;
const WORKERS = 8;
const LOOK_UPS = 20_000;

// Whoever looks a thousand things up is many people here, each with limits of their own.
const calls = { LATCHKEY_CALLS_PER_MINUTE: '1000000', LATCHKEY_TRUSTED_PROXIES: '1' };

const note = (line: string): void => void process.stderr.write(`  ${line}\n`);

/** Fills the chain by copying the rows that the verbs wrote for one listing: every column is as they write it. */
async function multiply(databaseUrl: string, of: { storeId: string; listingId: string }): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const others = async (schema: string, table: string, except: string[]) => {
    const { rows } = await client.query<{ names: string }>(
      `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names
       from information_schema.columns where table_schema = $1 and table_name = $2 and column_name <> all ($3)`,
      [schema, table, except],
    );
    return rows[0]?.names ?? '';
  };
  const stores = await others('organisation', 'stores', ['id', 'number']);
  const products = await others('catalog', 'products', ['id', 'barcodes']);
  const listings = await others('catalog', 'listings', ['id', 'store_id', 'product_id']);
  const stock = await others('inventory', 'stock', ['listing_id', 'store_id']);
  const { storeId, listingId } = of;
  for (const text of [
    `create temp table p as select n, gen_random_uuid() as id, 'S' || lpad(n::text, 9, '0') as code from generate_series(1, ${PRODUCTS}) n`,
    `create temp table s as select n, gen_random_uuid() as id from generate_series(1, ${STORES}) n`,
    `create temp table l as select gen_random_uuid() as id, s.id as store_id, p.id as product_id
     from s cross join generate_series(1, ${SHELF}) k join p on p.n = 1 + (s.n * 613 + k * 97) % ${PRODUCTS}`,
    `insert into organisation.stores (id, number, ${stores})
     select s.id, 'BENCH' || s.n, ${stores} from organisation.stores o, s where o.id = '${storeId}'`,
    `insert into catalog.products (id, barcodes, ${products})
     select p.id, array[p.code], ${products} from catalog.products o, p
     where o.id = (select product_id from catalog.listings where id = '${listingId}')`,
    'insert into catalog.barcodes (barcode, product_id) select code, id from p',
    `insert into catalog.listings (id, store_id, product_id, ${listings})
     select l.id, l.store_id, l.product_id, ${listings} from catalog.listings o, l where o.id = '${listingId}'`,
    `insert into inventory.stock (listing_id, store_id, ${stock})
     select l.id, l.store_id, ${stock} from inventory.stock o, l where o.listing_id = '${listingId}'`,
    'vacuum analyze',
  ])
    await client.query(text);
  await client.end();
}

async function samplePaths(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ store: string; barcode: string }>(
    `select l.store_id as store, b.barcode from catalog.listings l tablesample system (2)
     join catalog.barcodes b on b.product_id = l.product_id order by random() limit 20000`,
  );
  await client.end();
  return rows.map(({ store, barcode }) => `/api/v1/stores/${store}/barcodes/${barcode}`);
}

const shoppers = range(1_000).map((n) => ({ 'x-forwarded-for': `10.1.${n >> 8}.${n & 255}` }));

async function lookUp(origin: string, path: (index: number) => string): Promise<Load> {
  const http = createHttpClient(origin, WORKERS);
  let done = 0;
  const next = (count: number) => () => {
    if (done >= count) return null;
    const index = done++;
    return async () => void (await http.ok('GET', path(index), undefined, shoppers[index % shoppers.length]));
  };
  await closedLoop({ workers: WORKERS, seconds: 30, next: next(LOOK_UPS / 4) });
  done = 0;
  const load = await closedLoop({ workers: WORKERS, seconds: 60, next: next(LOOK_UPS) });
  http.close();
  if (load.failures > 0) throw new Error(`${load.failures} look-ups failed: ${load.firstFailure}`);
  return load;
}

/** See docs/performance.md for what the figures mean. */
export async function run(): Promise<Record<string, number>> {
  const product = await startProduct({ environment: calls });
  try {
    const [store] = await makeStores(product, { stores: 1, goods: 1 });
    if (!store) throw new Error('no store');
    await multiply(product.databaseUrl, { storeId: store.storeId, listingId: store.listingIds[0] ?? '' });
    const paths = await samplePaths(product.databaseUrl);
    note(`${PRODUCTS} products, ${STORES} stores, ${STORES * SHELF} listings`);
    const found = await lookUp(product.origin, (index) => paths[index % paths.length] ?? '');
    const beside = async (name: string, path: (index: number) => string) => {
      const port = await probePort(0);
      const env = { ...calls, DATABASE_URL: product.databaseUrl, PORT: String(port), NODE_ENV: 'production' };
      const entry = `tools/bench/src/floor/${name}.ts`;
      await product.programs.keep({ name, entry, env, ready: listensOn(port) });
      const load = await lookUp(`http://127.0.0.1:${port}`, path);
      const each = rounded(load.times.length / load.seconds, 0);
      note(`${name}: ${each}/s, p99 ${rounded(percentile(load.times, 0.99))} ms`);
      return each;
    };
    const edgePerSecond = await beside('empty-edge', (index) => paths[index % paths.length] ?? '');
    const floorPerSecond = await beside('empty-routes', () => '/floor');
    const perSecond = found.times.length / found.seconds;
    return {
      per_s: rounded(perSecond, 0),
      p50_ms: rounded(percentile(found.times, 0.5)),
      p99_ms: rounded(percentile(found.times, 0.99)),
      edge_per_s: edgePerSecond,
      floor_per_s: floorPerSecond,
      ratio: rounded(perSecond / floorPerSecond, 3),
    };
  } finally {
    await product.close();
  }
}
