import { sql, type Tx } from '../../kernel/db.ts';
import { type AlertRow, alertColumns, alertRow } from './store.ts';

/** Alerts whose time to be answered has run out, locked; another server passes over them. */
export function lockUnanswered(tx: Tx, now: Date, limit: number): Promise<AlertRow[]> {
  return tx.rows(
    alertRow,
    sql`
      select ${alertColumns}
      from desk.alerts
      where escalates_at <= ${now}
        and taken_by is null
        and closed_at is null
      order by escalates_at, id
      limit ${limit}
      for update skip locked`,
  );
}

export function passOn(tx: Tx, id: string, step: { level: number; at: Date; next: Date | null }): Promise<AlertRow> {
  return tx.row(
    alertRow,
    sql`
      update desk.alerts
      set level = ${step.level}, escalated_at = ${step.at}, escalates_at = ${step.next}
      where id = ${id}
      returning ${alertColumns}`,
  );
}

/** Somebody sees to the visit, or to the store where there is none: its alerts are not passed on any more. */
export async function holdEscalation(tx: Tx, subject: { storeId: string; visitId: string | null }): Promise<void> {
  const about = subject.visitId
    ? sql`visit_id = ${subject.visitId}`
    : sql`store_id = ${subject.storeId} and visit_id is null`;
  await tx.run(sql`
    update desk.alerts
    set escalates_at = null
    where ${about}
      and closed_at is null
      and escalates_at is not null`);
}
