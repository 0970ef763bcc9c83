import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';

const fields = z.record(z.string(), z.unknown());

export const deviceRow = z.object({
  id: z.string(),
  code: z.string(),
  kind: z.string(),
  name: z.string(),
  model: z.string().nullable(),
  ip_address: z.string().nullable(),
  store_id: z.string().nullable(),
  state: z.enum(['active', 'stopped']),
  faults: z.array(z.string()),
  online: z.boolean(),
  connectivity_changed_at: z.date().nullable(),
  last_seen_at: z.date().nullable(),
  desired: fields,
  desired_version: z.number(),
  published_version: z.number(),
  reported: fields,
  reported_version: z.number(),
  last_event_seq: z.number(),
  version: z.number(),
  created_at: z.date(),
});
export type DeviceRow = z.infer<typeof deviceRow>;

export const deviceColumns = sql`
  id, code, kind, name, model, ip_address, store_id, state, faults, online, connectivity_changed_at, last_seen_at,
  desired, desired_version, published_version, reported, reported_version, last_event_seq, version, created_at`;

export interface NewDevice {
  id: string;
  code: string;
  kind: string;
  name: string;
  model: string | null;
  ipAddress: string | null;
  storeId: string | null;
  secretSha256: Buffer;
  secretPbkdf2: string;
  desired: Record<string, unknown>;
  now: Date;
}

/** False when the code is taken. */
export async function insertDevice(tx: Tx, device: NewDevice): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into devices.devices (
      id, code, kind, name, model, ip_address, store_id, state, secret_sha256, secret_pbkdf2, faults, online,
      desired, desired_version, published_version, reported, reported_version, last_event_seq, disconnect_due,
      version, created_at)
    values (
      ${device.id}, ${device.code}, ${device.kind}, ${device.name}, ${device.model}, ${device.ipAddress},
      ${device.storeId}, 'active', ${device.secretSha256}, ${device.secretPbkdf2}, '{}', false,
      ${sql.json(device.desired)}, 1, 0, '{}', 0, 0, false, 1, ${device.now})
    on conflict do nothing`);
  return inserted === 1;
}

export function findDevice(db: Db, id: string): Promise<DeviceRow | null> {
  return db.maybeRow(deviceRow, sql`select ${deviceColumns} from devices.devices where id = ${id}`);
}

export const devicesByIds = (db: Db, ids: readonly string[]): Promise<DeviceRow[]> =>
  db.rows(deviceRow, sql`select ${deviceColumns} from devices.devices where id = any(${[...ids]}::uuid[])`);

export function findDeviceByCode(db: Db, code: string): Promise<DeviceRow | null> {
  return db.maybeRow(deviceRow, sql`select ${deviceColumns} from devices.devices where code = ${code}`);
}

/** Locks leave the key alone: a command that is queued meanwhile names its device and need not wait. */
export function lockDevice(tx: Tx, id: string): Promise<DeviceRow | null> {
  return tx.maybeRow(deviceRow, sql`select ${deviceColumns} from devices.devices where id = ${id} for no key update`);
}

export function lockActiveDeviceByCode(tx: Tx, code: string): Promise<DeviceRow | null> {
  return tx.maybeRow(
    deviceRow,
    sql`select ${deviceColumns} from devices.devices where code = ${code} and state = 'active' for no key update`,
  );
}

export function listDevices(db: Db, condition: Sql, limit: number): Promise<DeviceRow[]> {
  return db.rows(
    deviceRow,
    sql`
      select ${deviceColumns}
      from devices.devices
      where ${condition}
      order by created_at desc, id desc
      limit ${limit}`,
  );
}

/** Active devices of a kind in stores, oldest first. */
export function devicesInStores(db: Db, storeIds: readonly string[], kind: string): Promise<DeviceRow[]> {
  return db.rows(
    deviceRow,
    sql`
      select ${deviceColumns}
      from devices.devices
      where store_id = any(${storeIds}::uuid[])
        and kind = ${kind}
        and state = 'active'
      order by created_at, id`,
  );
}

const countRow = z.object({ store_id: z.string(), total: z.number(), online: z.number() });

export function countDevices(db: Db, storeIds: readonly string[]) {
  return db.rows(
    countRow,
    sql`
      select store_id, count(*) as total, count(*) filter (where online) as online
      from devices.devices
      where store_id = any(${storeIds}::uuid[])
        and state = 'active'
      group by store_id`,
  );
}

export async function updateDetails(
  tx: Tx,
  id: string,
  details: { name: string; model: string | null; ipAddress: string | null; storeId: string | null },
): Promise<void> {
  tx.later(sql`
    update devices.devices
    set name = ${details.name}, model = ${details.model}, ip_address = ${details.ipAddress},
      store_id = ${details.storeId}, version = version + 1
    where id = ${id}`);
}

export async function updateSecret(tx: Tx, id: string, sha256: Buffer, pbkdf2: string): Promise<void> {
  tx.later(sql`
    update devices.devices
    set secret_sha256 = ${sha256}, secret_pbkdf2 = ${pbkdf2}, disconnect_due = true, version = version + 1
    where id = ${id}`);
}

export async function markStopped(tx: Tx, id: string, reason: string, now: Date): Promise<void> {
  tx.later(sql`
    update devices.devices
    set state = 'stopped', stop_reason = ${reason}, disconnect_due = true,
      connectivity_changed_at = case when online then ${now} else connectivity_changed_at end,
      online = false, version = version + 1
    where id = ${id}`);
}

/** Devices whose connections must end; forgets that they must. */
export async function takeDisconnectsDue(tx: Tx): Promise<string[]> {
  const rows = await tx.rows(
    z.object({ code: z.string() }),
    sql`update devices.devices set disconnect_due = false where disconnect_due returning code`,
  );
  return rows.map((row) => row.code);
}

/** Leaves alone when the device was last seen. */
export async function setFaults(tx: Tx, id: string, faults: readonly string[]): Promise<void> {
  tx.later(sql`update devices.devices set faults = ${faults} where id = ${id}`);
}

export interface ReportedState {
  id: string;
  reported: Record<string, unknown>;
  faults: readonly string[];
  lastEventSeq: number;
  /** The desired version that the device says it has applied; null when it said nothing about it. */
  version: number | null;
  now: Date;
}

/** A version behind the published one makes the desired state go out again: a broker may have forgotten it. */
export async function updateReported(tx: Tx, state: ReportedState): Promise<void> {
  tx.later(sql`
    update devices.devices
    set reported = ${sql.json(state.reported)}, faults = ${state.faults}, last_event_seq = ${state.lastEventSeq},
      reported_version = coalesce(${state.version}::int, reported_version),
      reported_at = case when ${state.version}::int is null then reported_at else ${state.now} end,
      last_seen_at = ${state.now},
      published_version = least(published_version, ${state.version}::int)
    where id = ${state.id}`);
}

export async function updateDesired(tx: Tx, id: string, desired: Record<string, unknown>): Promise<void> {
  tx.later(sql`
    update devices.devices
    set desired = ${sql.json(desired)}, desired_version = desired_version + 1
    where id = ${id}`);
}

export async function raiseDesiredVersion(tx: Tx, id: string, version: number): Promise<void> {
  tx.later(sql`
    update devices.devices
    set desired_version = greatest(desired_version, ${version}::int)
    where id = ${id}`);
}

/** Twins whose desired state the broker has not got. */
export function lockUnpublishedTwins(tx: Tx, limit: number): Promise<DeviceRow[]> {
  return tx.rows(
    deviceRow,
    sql`
      select ${deviceColumns}
      from devices.devices
      where published_version < desired_version
        and state = 'active'
      order by id
      limit ${limit}
      for no key update skip locked`,
  );
}

export async function markPublished(tx: Tx, id: string, version: number): Promise<void> {
  tx.later(sql`
    update devices.devices
    set published_version = greatest(published_version, ${version}::int)
    where id = ${id}
      and desired_version >= ${version}`);
}

export async function countOffence(tx: Tx, code: string, offence: string, count: number, now: Date): Promise<void> {
  tx.later(sql`
    insert into devices.offences (code, offence, count, first_at, last_at)
    values (${code}, ${offence}, ${count}, ${now}, ${now})
    on conflict (code, offence) do update
    set count = offences.count + excluded.count, last_at = excluded.last_at`);
}

export async function lastOffenceAt(tx: Tx, code: string, offence: string): Promise<Date | null> {
  const row = await tx.maybeRow(
    z.object({ last_at: z.date() }),
    sql`select last_at from devices.offences where code = ${code} and offence = ${offence}`,
  );
  return row?.last_at ?? null;
}

const offenceRow = z.object({ code: z.string(), offence: z.string(), count: z.number() });

export function offencesOf(db: Db, code: string) {
  return db.rows(offenceRow, sql`select code, offence, count from devices.offences where code = ${code}`);
}
