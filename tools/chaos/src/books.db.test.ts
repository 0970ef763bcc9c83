import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { audit, sealAll } from '../../../apps/server/src/kernel/audit.ts';
import { sql } from '../../../apps/server/src/kernel/db.ts';
import { createTestRuntime } from '../../../apps/server/src/testing/runtime.ts';
import { createTestDatabase, type TestDatabase } from '../../../apps/server/src/testing/test-database.ts';
import { checkVerifiers } from './books.ts';
import { createOffenders } from './offenders.ts';

let database: TestDatabase;
let product: ReturnType<typeof createTestRuntime>;
let environment: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  product = createTestRuntime(database.url);
  environment = {
    PORT: '0',
    DATABASE_URL: database.url,
    MQTT_URL: 'mqtt://127.0.0.1:1',
    LATCHKEY_DATA: tmpdir(),
    LATCHKEY_MASTER_KEYS: `first:${randomBytes(32).toString('base64url')}`,
    LOG_LEVEL: 'silent',
  };
});
afterAll(async () => {
  await product.close();
  await database.drop();
});
beforeEach(() =>
  product.asSystem((ctx) => audit(ctx, { action: 'chaos.act', object: { kind: 'run', id: 'one' }, after: { sum: 1 } })),
);

async function offencesOf(sealPatienceMs: number): Promise<string[]> {
  const offenders = createOffenders(() => undefined);
  await checkVerifiers(environment, offenders, sealPatienceMs);
  return offenders.report().map(({ kind }) => kind);
}

test('[IDN-13] a chaos run waits until the servers have sealed what they wrote last', async () => {
  const checked = offencesOf(30_000);
  // Whether the check looks before or after this, it has to end without an offence.
  await sealAll(product.runtime);
  expect(await checked).toEqual([]);
});

test('[IDN-13] a chaos run names an audit row that nobody seals', async () => {
  expect(await offencesOf(300)).toEqual(['audit']);
});

test('[IDN-13] a chaos run names a sealed row that was changed', async () => {
  await sealAll(product.runtime);
  await product.runtime.database.transaction(async (tx) => {
    await tx.run(sql`set local session_replication_role = replica`);
    await tx.run(sql`update kernel.audit_log set after = '{"sum": 2}' where sequence = 1`);
  });
  expect(await offencesOf(300)).toEqual(['audit']);
});
