import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const eventIdRow = z.object({ event_id: z.string() });

const fields = z.record(z.string(), z.unknown());

export const commandRow = z.object({
  id: z.string(),
  device_id: z.string(),
  store_id: z.string().nullable(),
  name: z.string(),
  args: fields,
  state: z.enum(['queued', 'sent', 'acknowledged', 'rejected', 'timed_out', 'expired']),
  code: z.string().nullable(),
  reference_kind: z.string().nullable(),
  reference_id: z.string().nullable(),
  requested_by_kind: z.string(),
  requested_by_id: z.string().nullable(),
  requested_at: z.date(),
  expires_at: z.date(),
  sent_at: z.date().nullable(),
  settled_at: z.date().nullable(),
  late_acknowledged_at: z.date().nullable(),
});
export type CommandRow = z.infer<typeof commandRow>;

const columns = sql`
  commands.id, commands.device_id, commands.store_id, commands.name, commands.args, commands.state, commands.code,
  commands.reference_kind, commands.reference_id, commands.requested_by_kind, commands.requested_by_id,
  commands.requested_at, commands.expires_at, commands.sent_at, commands.settled_at, commands.late_acknowledged_at`;

export interface NewCommand {
  id: string;
  deviceId: string;
  storeId: string | null;
  name: string;
  args: Record<string, unknown>;
  reference: { kind: string; id: string } | null;
  requestedBy: { kind: string; id: string | null };
  requestedAt: Date;
  expiresAt: Date;
  /** Until when it is the sender's own to send; null for whichever sender comes first. */
  leasedUntil: Date | null;
}

export async function insertCommand(tx: Tx, command: NewCommand): Promise<void> {
  tx.later(sql`
    insert into devices.commands (
      id, device_id, store_id, name, args, state, reference_kind, reference_id, requested_by_kind, requested_by_id,
      requested_at, expires_at, leased_until)
    values (
      ${command.id}, ${command.deviceId}, ${command.storeId}, ${command.name}, ${sql.json(command.args)}, 'queued',
      ${command.reference?.kind ?? null}, ${command.reference?.id ?? null}, ${command.requestedBy.kind},
      ${command.requestedBy.id}, ${command.requestedAt}, ${command.expiresAt}, ${command.leasedUntil})`);
}

export function getCommand(db: Db, id: string): Promise<CommandRow> {
  return db.row(commandRow, sql`select ${columns} from devices.commands where id = ${id}`);
}

const claimedRow = commandRow.extend({ device_code: z.string() });
export type ClaimedCommand = z.infer<typeof claimedRow>;

/**
 * Takes queued commands that may still run, for `leaseMs`: another sender leaves them alone meanwhile. One statement, which is
 * a transaction of its own.
 */
export function claimQueued(db: Db, now: Date, leaseMs: number, limit: number): Promise<ClaimedCommand[]> {
  return db.rows(
    claimedRow,
    sql`
      with due as (
        select id
        from devices.commands
        where state = 'queued'
          and expires_at > ${now}
          and (leased_until is null or leased_until <= ${now})
        order by requested_at
        limit ${limit}
        for update skip locked)
      update devices.commands
      set leased_until = ${new Date(now.getTime() + leaseMs)}
      from due, devices.devices
      where commands.id = due.id
        and devices.id = commands.device_id
      returning ${columns}, devices.code as device_code`,
  );
}

/** Records the sending; an acknowledgement may have come first and stays. */
export function markSent(tx: Tx, ids: readonly string[], sentAt: Date): Promise<CommandRow[]> {
  return tx.rows(
    commandRow,
    sql`
      update devices.commands
      set state = case when state = 'queued' then 'sent' else state end,
        sent_at = least(sent_at, ${sentAt}),
        leased_until = null
      where id = any(${ids}::uuid[])
      returning ${columns}`,
  );
}

/** Gives claimed commands back that could not be published. */
export async function releaseLease(tx: Tx, ids: readonly string[]): Promise<void> {
  tx.later(sql`
    update devices.commands
    set leased_until = null
    where id = any(${ids}::uuid[])
      and state = 'queued'`);
}

export function lockCommandsOfDevice(tx: Tx, ids: readonly string[], deviceCode: string): Promise<CommandRow[]> {
  return tx.rows(
    commandRow,
    sql`
      select ${columns}
      from devices.commands
      join devices.devices on devices.id = commands.device_id
      where commands.id = any(${ids}::uuid[])
        and devices.code = ${deviceCode}
      order by commands.id
      for no key update of commands`,
  );
}

export interface Settlement {
  id: string;
  state: CommandRow['state'];
  code: string | null;
  message: string | null;
  sentAt: Date | null;
  now: Date;
}

export async function settle(tx: Tx, settlement: Settlement): Promise<void> {
  tx.later(sql`
    update devices.commands
    set state = ${settlement.state}, code = ${settlement.code}, message = ${settlement.message},
      settled_at = ${settlement.now}, leased_until = null, sent_at = coalesce(sent_at, ${settlement.sentAt})
    where id = ${settlement.id}`);
}

export async function recordLate(tx: Tx, id: string, outcome: string, now: Date): Promise<void> {
  tx.later(sql`
    update devices.commands
    set late_outcome = ${outcome}, late_acknowledged_at = ${now}
    where id = ${id}`);
}

/**
 * Settles what nobody answered: never sent is expired; sent and silent after the grace is timed out. What a sender has claimed may
 * have left without the record of it, and its late answer must still be taken.
 */
export function settleOverdueRows(tx: Tx, now: Date, graceMs: number, limit: number): Promise<CommandRow[]> {
  return tx.rows(
    commandRow,
    sql`
      with due as (
        select id
        from devices.commands
        where (state = 'queued' and leased_until is null and expires_at <= ${now})
          or (state in ('queued', 'sent') and expires_at <= ${new Date(now.getTime() - graceMs)})
        order by expires_at
        limit ${limit}
        for update skip locked)
      update devices.commands
      set state = case when state = 'queued' and leased_until is null then 'expired' else 'timed_out' end,
        settled_at = ${now}, leased_until = null
      from due
      where commands.id = due.id
      returning ${columns}`,
  );
}

export function listCommands(
  db: Db,
  deviceId: string,
  before: { at: string; id: string } | null,
  limit: number,
): Promise<CommandRow[]> {
  return db.rows(
    commandRow,
    sql`
      select ${columns}
      from devices.commands
      where device_id = ${deviceId}
        ${before ? sql`and (requested_at, id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql.empty}
      order by requested_at desc, id desc
      limit ${limit}`,
  );
}

export interface NewEvent {
  id: string;
  deviceId: string;
  eventId: string;
  storeId: string | null;
  seq: number;
  name: string;
  data: Record<string, unknown>;
  at: Date;
  receivedAt: Date;
}

/** Stores events; answers the ids of those that were not known, by the device's own ids. */
export async function insertEvents(tx: Tx, events: readonly NewEvent[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const rows = events.map((event) => ({
    ...{ id: event.id, device_id: event.deviceId, event_id: event.eventId, store_id: event.storeId, seq: event.seq },
    ...{ name: event.name, data: event.data, at: event.at, received_at: event.receivedAt },
  }));
  const inserted = await tx.rows(
    eventIdRow,
    sql`
      insert into devices.events (id, device_id, event_id, store_id, seq, name, data, at, received_at)
      select id, device_id, event_id, store_id, seq, name, data, at, received_at
      from jsonb_to_recordset(${sql.json(rows)}::jsonb) as told (
        id uuid, device_id uuid, event_id text, store_id uuid, seq bigint, name text, data jsonb, at timestamptz,
        received_at timestamptz)
      on conflict do nothing
      returning event_id`,
  );
  return new Set(inserted.map((row) => row.event_id));
}

const eventRow = z.object({ id: z.string(), name: z.string(), data: fields, at: z.date(), received_at: z.date() });

export function listEvents(db: Db, deviceId: string, before: { at: string; id: string } | null, limit: number) {
  return db.rows(
    eventRow,
    sql`
      select id, name, data, at, received_at
      from devices.events
      where device_id = ${deviceId}
        ${before ? sql`and (received_at, id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql.empty}
      order by received_at desc, id desc
      limit ${limit}`,
  );
}

/** Commands of a device that wait for its answer, oldest first. */
export function pendingCommandRows(db: Db, deviceId: string): Promise<CommandRow[]> {
  return db.rows(
    commandRow,
    sql`
      select ${columns}
      from devices.commands
      where device_id = ${deviceId}
        and state in ('queued', 'sent')
      order by requested_at, id`,
  );
}
