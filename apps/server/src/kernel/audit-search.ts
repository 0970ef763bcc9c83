import { z } from 'zod';
import { type Db, sql } from './db.ts';

const auditRow = z.object({
  id: z.string(),
  at: z.date(),
  actor_kind: z.enum(['customer', 'staff', 'system', 'device', 'channel', 'anonymous']),
  actor_id: z.string().nullable(),
  action: z.string(),
  object_kind: z.string(),
  object_id: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  address: z.string().nullable(),
  request_id: z.string().nullable(),
  sealed: z.boolean(),
});
export type AuditRow = z.infer<typeof auditRow>;

export interface AuditFilter {
  actorId?: string | undefined;
  /** An action, or the beginning of one: `staff` finds `staff.freeze`. */
  action?: string | undefined;
  objectKind?: string | undefined;
  objectId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Time and id of the row before the page. */
  before: readonly [string, string] | null;
  limit: number;
}

/** IDN-13: the audit log by actor, object and time, newest first. */
export function searchAudit(db: Db, filter: AuditFilter): Promise<AuditRow[]> {
  const { actorId, action, objectKind, objectId, from, to, before } = filter;
  const pattern = `${(action ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return db.rows(
    auditRow,
    sql`
    select id, at, actor_kind, actor_id, action, object_kind, object_id, before, after, address, request_id,
      sequence is not null as sealed
    from kernel.audit_log
    where true
      ${actorId === undefined ? sql.empty : sql`and actor_id = ${actorId}`}
      ${action === undefined ? sql.empty : sql`and action like ${pattern}`}
      ${objectKind === undefined ? sql.empty : sql`and object_kind = ${objectKind}`}
      ${objectId === undefined ? sql.empty : sql`and object_id = ${objectId}`}
      ${from === undefined ? sql.empty : sql`and at >= ${from}::timestamptz`}
      ${to === undefined ? sql.empty : sql`and at < ${to}::timestamptz`}
      ${before === null ? sql.empty : sql`and (at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)`}
    order by at desc, id desc
    limit ${filter.limit}`,
  );
}
