// What a server costs that does nothing: a route with one prepared statement, and a validated POST, on the same libraries.
import Fastify from 'fastify';
import pg from 'pg';
import { z } from 'zod';

const body = z.object({ cartId: z.uuid(), cartVersion: z.int(), expectedPayable: z.int() });
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL ?? '', max: 16 });
const app = Fastify();

app.post('/floor', async (request, reply) => {
  const parsed = body.safeParse(request.body);
  if (!parsed.success) return reply.code(422).send({ error: 'invalid_input' });
  const values = [parsed.data.cartId, parsed.data.cartVersion];
  const { rows } = await pool.query({ name: 'floor', text: 'select $1::uuid as id, $2::int as version', values });
  return rows[0];
});

app.get('/floor', async () => {
  const { rows } = await pool.query({ name: 'one', text: 'select $1::int as one', values: [1] });
  return rows[0];
});

await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
process.send?.({ ready: true });
process.once('SIGTERM', () => process.exit(0));
