import { systemActor } from './actor.ts';
import { audit } from './audit.ts';
import type { Runtime } from './context.ts';
import { indexKeysColumn } from './index-keys.ts';
import type { Service } from './module.ts';

/** A column with sealed text, declared by the module that owns it. Names are constants of ours, never input. */
export interface SealedColumn {
  table: string;
  column: string;
  /** What the text was sealed for; where that differs from row to row, the column that it is made from and how. */
  purpose: string | { from: string; of(value: string): string };
}

const BATCH = 200;
const answersColumn: SealedColumn = { table: 'kernel.idempotency_keys', column: 'answer', purpose: 'idempotency' };

/** Seals one batch anew; answers how many rows it found. Rows that somebody is writing wait for the next round. */
async function resealBatch(runtime: Runtime, { table, column, purpose }: SealedColumn): Promise<number> {
  const { crypto } = runtime.kernel;
  const source = typeof purpose === 'string' ? "''" : purpose.from;
  const client = await runtime.database.pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    const { rows } = await client.query<{ place: string; source: string; sealed: string }>(
      `select ctid::text as place, ${source} as source, ${column} as sealed
       from ${table}
       where ${column} is not null and split_part(${column}, '.', 1) <> $1
       limit ${BATCH}
       for update skip locked`,
      [crypto.sealingKeyId],
    );
    for (const { place, source: value, sealed } of rows) {
      const wanted = typeof purpose === 'string' ? purpose : purpose.of(value);
      const fresh = crypto.seal(crypto.open(sealed, wanted), wanted);
      await client.query(`update ${table} set ${column} = $1 where ctid = $2::tid`, [fresh, place]);
    }
    await client.query('commit');
    return rows.length;
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    // A connection whose transaction failed is not used again.
    client.release(failure);
  }
}

async function countLeft(runtime: Runtime, { table, column }: SealedColumn): Promise<number> {
  const { rows } = await runtime.database.pool.query<{ left: number }>(
    `select count(*)::int as left from ${table} where ${column} is not null and split_part(${column}, '.', 1) <> $1`,
    [runtime.kernel.crypto.sealingKeyId],
  );
  return rows[0]?.left ?? 0;
}

/**
 * PLT-8: seals everything with the newest master key that another one still opens, in small transactions beside the
 * running product; may be stopped and begun again at any time. Answers how many texts it sealed and, by column, how
 * many are left: when none are, the older keys may go. The keys of look-up hashes come last, as the mark of the end.
 */
export async function reseal(
  runtime: Runtime,
  columns: readonly SealedColumn[],
  stopped: () => boolean = () => false,
): Promise<{ resealed: number; left: Record<string, number> }> {
  let resealed = 0;
  const left: Record<string, number> = {};
  for (const column of [...columns, answersColumn, indexKeysColumn]) {
    if (column === indexKeysColumn && Object.keys(left).length > 0) continue;
    for (let found = BATCH; found > 0 && !stopped(); resealed += found) found = await resealBatch(runtime, column);
    const count = await countLeft(runtime, column);
    if (count > 0) left[`${column.table}.${column.column}`] = count;
  }
  const after = { keyId: runtime.kernel.crypto.sealingKeyId, resealed, left };
  await runtime.transaction(systemActor('kernel.reseal'), (ctx) =>
    audit(ctx, { action: 'kernel.reseal', object: { kind: 'master_key', id: after.keyId }, after }),
  );
  return { resealed, left };
}

/** Begins by itself when a server starts with a newer key than the one that the kept keys are sealed with. */
export function resealService(columns: readonly SealedColumn[]): Service {
  return {
    name: 'reseal',
    role: 'worker',
    start: async (runtime) => {
      let stopped = false;
      const work = async () => {
        if ((await countLeft(runtime, indexKeysColumn)) === 0) return;
        const outcome = await reseal(runtime, columns, () => stopped);
        runtime.log.info(outcome, 'sealed texts anew with the newest master key');
      };
      const running = work().catch((error) => runtime.log.error({ err: error }, 'texts could not be sealed anew'));
      return {
        async stop() {
          stopped = true;
          await running;
        },
      };
    },
  };
}
