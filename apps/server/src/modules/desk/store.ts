import { type AlertKind, alertKind, type ServiceKind, serviceKind, serviceOutcome } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';

export const alertRow = z.object({
  id: z.string(),
  kind: alertKind,
  store_id: z.string(),
  visit_id: z.string().nullable(),
  member_id: z.string().nullable(),
  detail: z.string().nullable(),
  created_at: z.date(),
  taken_by: z.string().nullable(),
  taken_at: z.date().nullable(),
  closed_at: z.date().nullable(),
  level: z.number(),
  escalated_at: z.date().nullable(),
});
export type AlertRow = z.infer<typeof alertRow>;

export const alertColumns = sql`id, kind, store_id, visit_id, member_id, detail, created_at, taken_by, taken_at, closed_at, level,
  escalated_at`;

export interface NewAlert {
  id: string;
  kind: AlertKind;
  storeId: string;
  visitId: string | null;
  memberId: string | null;
  deviceId: string | null;
  detail: string | null;
  at: Date;
  /** DSK-2: when others are called, if nobody answers by then. */
  escalatesAt: Date | null;
}

/** False when the same alert is open already. */
export async function insertAlert(tx: Tx, alert: NewAlert): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into desk.alerts (id, kind, store_id, visit_id, member_id, device_id, detail, created_at,
      escalates_at)
    values (
      ${alert.id}, ${alert.kind}, ${alert.storeId}, ${alert.visitId}, ${alert.memberId}, ${alert.deviceId},
      ${alert.detail}, ${alert.at}, ${alert.escalatesAt})
    on conflict do nothing`);
  return inserted === 1;
}

export function findAlert(db: Db, id: string): Promise<AlertRow | null> {
  return db.maybeRow(alertRow, sql`select ${alertColumns} from desk.alerts where id = ${id}`);
}

/** Null when somebody else took it first, or it is closed. */
export function takeAlertRow(tx: Tx, id: string, agentId: string, now: Date): Promise<AlertRow | null> {
  return tx.maybeRow(
    alertRow,
    sql`
      update desk.alerts
      set taken_by = ${agentId}, taken_at = coalesce(taken_at, ${now})
      where id = ${id}
        and closed_at is null
        and (taken_by is null or taken_by = ${agentId})
      returning ${alertColumns}`,
  );
}

/** Closes open alerts that the condition names; answers them. */
export function closeAlerts(
  tx: Tx,
  condition: Sql,
  by: { agentId: string | null; note: string | null; at: Date },
): Promise<AlertRow[]> {
  return tx.rows(
    alertRow,
    sql`
      update desk.alerts
      set closed_at = ${by.at}, closed_by = ${by.agentId}, note = ${by.note}
      where closed_at is null
        and ${condition}
      returning ${alertColumns}`,
  );
}

/** Open ones first, then newest first. */
export function listAlertRows(db: Db, condition: Sql, limit: number): Promise<AlertRow[]> {
  return db.rows(
    alertRow,
    sql`
      select ${alertColumns}
      from desk.alerts
      where ${condition}
      order by (closed_at is not null), created_at desc, id desc
      limit ${limit}`,
  );
}

/** The open alerts of stores by kind, how many of them nobody has taken, and since when. */
export function openAlertKinds(db: Db, storeIds: readonly string[]) {
  return db.rows(
    z.object({ store_id: z.string(), kind: alertKind, count: z.number(), untaken: z.number(), since: z.date() }),
    sql`
      select store_id, kind, count(*) as count, count(*) filter (where taken_by is null) as untaken,
        min(created_at) as since
      from desk.alerts
      where store_id = any(${storeIds}::uuid[])
        and closed_at is null
      group by store_id, kind
      order by store_id, min(created_at), kind`,
  );
}

export const serviceRow = z.object({
  id: z.string(),
  kind: serviceKind,
  outcome: serviceOutcome,
  code: z.string().nullable(),
  store_id: z.string(),
  visit_id: z.string().nullable(),
  member_id: z.string().nullable(),
  agent_id: z.string(),
  note: z.string().nullable(),
  opening_id: z.string().nullable(),
  booking_id: z.string().nullable(),
  requested_at: z.date(),
  settled_at: z.date().nullable(),
});
export type ServiceRow = z.infer<typeof serviceRow>;

const serviceColumns = sql`
  id, kind, outcome, code, store_id, visit_id, member_id, agent_id, note, opening_id, booking_id, requested_at,
  settled_at`;

export interface NewService {
  id: string;
  kind: ServiceKind;
  /** True when nothing is left to wait for. */
  succeeded: boolean;
  storeId: string;
  visitId: string | null;
  memberId: string | null;
  agentId: string;
  note: string | null;
  openingId: string | null;
  bookingId?: string;
  at: Date;
}

export async function insertService(tx: Tx, service: NewService): Promise<void> {
  await tx.run(sql`
    insert into desk.services (
      id, kind, outcome, store_id, visit_id, member_id, agent_id, note, opening_id, booking_id, requested_at, settled_at)
    values (
      ${service.id}, ${service.kind}, ${service.succeeded ? 'succeeded' : 'waiting'}, ${service.storeId},
      ${service.visitId}, ${service.memberId}, ${service.agentId}, ${service.note}, ${service.openingId},
      ${service.bookingId ?? null}, ${service.at},
      ${service.succeeded ? service.at : null})`);
}

export async function attachCommand(tx: Tx, id: string, commandId: string): Promise<void> {
  await tx.run(sql`update desk.services set command_id = ${commandId} where id = ${id}`);
}

/** Settles what waits for an opening or is itself the reference of a command; answers it. */
export function settleServices(
  tx: Tx,
  by: { openingId: string } | { serviceId: string },
  end: { outcome: 'succeeded' | 'failed'; code: string | null; at: Date },
): Promise<ServiceRow[]> {
  const mine = 'openingId' in by ? sql`opening_id = ${by.openingId}` : sql`id = ${by.serviceId}`;
  return tx.rows(
    serviceRow,
    sql`
      update desk.services
      set outcome = ${end.outcome}, code = ${end.code}, settled_at = ${end.at}
      where outcome = 'waiting'
        and ${mine}
      returning ${serviceColumns}`,
  );
}

export function findService(db: Db, id: string): Promise<ServiceRow | null> {
  return db.maybeRow(serviceRow, sql`select ${serviceColumns} from desk.services where id = ${id}`);
}

export function listServiceRows(db: Db, condition: Sql, limit: number): Promise<ServiceRow[]> {
  return db.rows(
    serviceRow,
    sql`
      select ${serviceColumns}
      from desk.services
      where ${condition}
      order by requested_at desc, id desc
      limit ${limit}`,
  );
}
