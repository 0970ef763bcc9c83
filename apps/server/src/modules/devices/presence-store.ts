import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import { type DeviceRow, deviceColumns, deviceRow } from './store.ts';

/** In one order, so that two servers which hear the same news do not block each other. */
export function lockActiveDevicesByCode(tx: Tx, codes: readonly string[]): Promise<DeviceRow[]> {
  return tx.rows(
    deviceRow,
    sql`
      select ${deviceColumns}
      from devices.devices
      where code = any(${codes}::text[])
        and state = 'active'
      order by id
      for no key update`,
  );
}

/** The same for those that nobody else holds just now: whoever takes many must not wait for one while holding the others. */
export function lockFreeDevicesByCode(tx: Tx, codes: readonly string[]): Promise<DeviceRow[]> {
  return tx.rows(
    deviceRow,
    sql`
      select ${deviceColumns}
      from devices.devices
      where code = any(${codes}::text[])
        and state = 'active'
      for no key update skip locked`,
  );
}

/** Which of them are devices in service. */
export async function activeCodes(db: Db, codes: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows(
    z.object({ code: z.string() }),
    sql`select code from devices.devices where code = any(${codes}::text[]) and state = 'active'`,
  );
  return new Set(rows.map((row) => row.code));
}

export interface Presence {
  ids: readonly string[];
  online: boolean;
  now: Date;
}

export async function updatePresence(tx: Tx, { ids, online, now }: Presence): Promise<void> {
  tx.later(sql`
    update devices.devices
    set connectivity_changed_at = case when online = ${online} then connectivity_changed_at else ${now} end,
      online = ${online},
      seen_online_at = case when ${online} then ${now} else seen_online_at end,
      last_seen_at = ${now}
    where id = any(${ids}::uuid[])`);
}

const onlineRow = z.object({ code: z.string(), written: z.boolean() });

/** Writes that devices which are online were seen; answers those, and of which it is written: what somebody else holds is not. */
export function touchOnline(tx: Tx, codes: readonly string[], now: Date): Promise<z.output<typeof onlineRow>[]> {
  return tx.rows(
    onlineRow,
    sql`
      with seen as (
        select id
        from devices.devices
        where code = any(${codes}::text[])
          and online
        for no key update skip locked),
      written as (
        update devices.devices
        set last_seen_at = ${now}, seen_online_at = ${now}
        from seen
        where devices.id = seen.id
        returning devices.id)
      select code, written.id is not null as written
      from devices.devices
      left join written using (id)
      where code = any(${codes}::text[])
        and online`,
  );
}

/** Devices called online that have not said so since the broker connection began. */
export function lockUnseenSince(tx: Tx, since: Date): Promise<DeviceRow[]> {
  return tx.rows(
    deviceRow,
    sql`
      select ${deviceColumns}
      from devices.devices
      where online
        and seen_online_at < ${since}
      order by id
      limit 500
      for no key update skip locked`,
  );
}

/** Devices of a kind that went offline before an instant and do not carry the fault for it yet. */
export function lockSilent(tx: Tx, kind: string, since: Date, fault: string): Promise<DeviceRow[]> {
  return tx.rows(
    deviceRow,
    sql`
      select ${deviceColumns}
      from devices.devices
      where kind = ${kind}
        and state = 'active'
        and not online
        and connectivity_changed_at < ${since}
        and not (${fault} = any(faults))
      order by id
      limit 100
      for no key update skip locked`,
  );
}
