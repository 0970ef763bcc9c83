import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

export async function insertStoreKey(tx: Tx, storeId: string, keySealed: string, now: Date): Promise<void> {
  tx.later(sql`
    insert into devices.store_keys (store_id, key_sealed, made_at)
    values (${storeId}, ${keySealed}, ${now})
    on conflict do nothing`);
}

export async function replaceStoreKey(tx: Tx, storeId: string, keySealed: string, now: Date): Promise<void> {
  tx.later(sql`
    insert into devices.store_keys (store_id, key_sealed, made_at)
    values (${storeId}, ${keySealed}, ${now})
    on conflict (store_id) do update
    set key_sealed = excluded.key_sealed, made_at = excluded.made_at`);
}

const keyRow = z.object({ store_id: z.string(), key_sealed: z.string() });

export function storeKeysOf(db: Db, storeIds: readonly string[]) {
  return db.rows(
    keyRow,
    sql`
      select store_id, key_sealed
      from devices.store_keys
      where store_id = any(${storeIds}::uuid[])`,
  );
}

/** Makes the desired state of a store's doors go out again. */
export async function bumpDoors(tx: Tx, storeId: string): Promise<void> {
  tx.later(sql`
    update devices.devices
    set desired_version = desired_version + 1
    where store_id = ${storeId}
      and kind = 'door_controller'
      and state = 'active'`);
}
