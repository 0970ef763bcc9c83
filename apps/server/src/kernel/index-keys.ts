import { z } from 'zod';
import type { Runtime } from './context.ts';
import type { IndexKeys } from './crypto.ts';
import { sql } from './db.ts';

const PURPOSE = 'kernel.index_key';
const ROOT = 'root';

/**
 * Puts the kept keys of look-up hashes into use; the very first start keeps them. Every process that looks people up
 * calls this before it serves. Throws when the keys were sealed with a master key that is not on the ring any more.
 */
export async function loadIndexKeys(runtime: Runtime): Promise<void> {
  const { crypto, clock } = runtime.kernel;
  const first = crypto.derivedIndexKeys();
  const rows = await runtime.database.transaction(async (tx) => {
    for (const [name, key] of [[ROOT, first.root] as const, ...first.purposes]) {
      // Servers that start at once agree on the one that came first.
      await tx.run(sql`
        insert into kernel.index_keys (name, key_sealed, created_at)
        values (${name}, ${crypto.seal(key.toString('base64url'), PURPOSE)}, ${clock.now()})
        on conflict (name) do nothing`);
    }
    return tx.rows(
      z.object({ name: z.string(), key_sealed: z.string() }),
      sql`
      select name, key_sealed
      from kernel.index_keys`,
    );
  });
  const opened = new Map(rows.map((row) => [row.name, Buffer.from(crypto.open(row.key_sealed, PURPOSE), 'base64url')]));
  const root = opened.get(ROOT);
  if (!root) throw new Error('The keys of the look-up hashes are incomplete');
  opened.delete(ROOT);
  const keys: IndexKeys = { root, purposes: opened };
  crypto.useIndexKeys(keys);
}

export const indexKeysColumn = { table: 'kernel.index_keys', key: 'name', column: 'key_sealed', purpose: PURPOSE };
