// The product's own HTTP edge with nothing behind it: the route of a look-up, answered with a constant after one prepared
// statement. What it costs more than the bare route is headers, limits, request ids, parsing and checking of both sides.
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { z } from 'zod';
import { readConfig } from '../../../../apps/server/src/kernel/config.ts';
import { sql } from '../../../../apps/server/src/kernel/db.ts';
import { collectHandlers, type Handlers, read, routeEntries } from '../../../../apps/server/src/kernel/http.ts';
import { createHttpServer } from '../../../../apps/server/src/kernel/http-server.ts';
import { assemble } from '../../../../apps/server/src/server.ts';

// Nothing here speaks to a broker: only the database is asked for.
const given = {
  MQTT_URL: 'mqtt://127.0.0.1:1',
  MQTT_PASSWORD: randomBytes(18).toString('base64url'),
  LATCHKEY_MASTER_KEYS: `bench:${randomBytes(32).toString('base64url')}`,
  LATCHKEY_DATA: tmpdir(),
  LOG_LEVEL: 'warn',
};
const { runtime, log } = assemble(readConfig({ ...process.env, ...given }));
const one = z.object({ one: z.number() });
const answer = {
  ...{ name: '青柠气泡水', spec: '480ml', unit: '瓶', image: null, price: 500, originalPrice: null, available: 9 },
  ...{ ageRestricted: false, categoryId: null },
};
const nothing = read(() => Promise.reject(new Error('no such route here')));
const handlers: Handlers = {
  ...(Object.fromEntries(routeEntries().map(([name]) => [name, nothing])) as Handlers),
  'GET /stores/:id/barcodes/:barcode': read(async (ctx, { params }) => {
    await ctx.db.row(one, sql`select ${1}::int as one`);
    return { id: params.id, productId: params.id, ...answer };
  }),
};
const app = await createHttpServer({
  runtime,
  handlers: collectHandlers(handlers),
  authenticate: async () => null,
  log,
});
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
process.send?.({ ready: true });
process.once('SIGTERM', () => process.exit(0));
