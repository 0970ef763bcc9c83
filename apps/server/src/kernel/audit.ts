import { createHash } from 'node:crypto';
import { z } from 'zod';
import { actorId } from './actor.ts';
import type { Context, Runtime } from './context.ts';
import { type Db, sql, type Tx } from './db.ts';
import { newId } from './ids.ts';

export interface AuditEntry {
  /** `stores.lockdown`: the module and the act. */
  action: string;
  object: { kind: string; id: string };
  before?: unknown;
  after?: unknown;
}

/** IDN-13: records an act in the transaction of its change. Never put secrets or unmasked personal data in it. */
export async function audit(ctx: Context, entry: AuditEntry): Promise<void> {
  const { actor, origin } = ctx;
  ctx.tx.later(sql`
    insert into kernel.audit_log (id, at, actor_kind, actor_id, action, object_kind, object_id, before, after, address, request_id)
    values (${newId()}, ${ctx.now}, ${actor.kind}, ${actorId(actor)}, ${entry.action}, ${entry.object.kind}, ${entry.object.id},
      ${entry.before === undefined ? null : sql.json(entry.before)}, ${entry.after === undefined ? null : sql.json(entry.after)},
      ${origin?.address ?? null}, ${origin?.requestId ?? null})`);
}

/** The text that is hashed: every field as PostgreSQL prints it, with a separator that no field can contain unescaped. */
const canonical = sql`
  json_build_array(id, extract(epoch from at)::text, actor_kind, actor_id, action, object_kind, object_id, before::text, after::text, address, request_id)::text`;

const unsealedRow = z.object({ id: z.string(), content: z.string() });
const head = z.object({ sequence: z.number(), hash: z.string() });
const link = (previous: string, sequence: number, content: string): string =>
  createHash('sha256').update(`${previous}\n${sequence}\n${content}`).digest('hex');

/** Chains up to `limit` unsealed rows; answers how many. Only one sealer works at a time. */
export async function sealAudit(tx: Tx, limit = 1000): Promise<number> {
  const current = await tx.row(head, sql`select sequence, hash from kernel.audit_head for update`);
  const rows = await tx.rows(
    unsealedRow,
    sql`select id, ${canonical} as content from kernel.audit_log where sequence is null order by id limit ${limit}`,
  );
  if (rows.length === 0) return 0;
  let { sequence, hash } = current;
  const sealed = rows.map((row) => {
    sequence += 1;
    hash = link(hash, sequence, row.content);
    return { id: row.id, sequence, hash };
  });
  await tx.run(sql`
    update kernel.audit_log set sequence = sealed.sequence, hash = sealed.hash
    from jsonb_to_recordset(${sql.json(sealed)}::jsonb) as sealed(id uuid, sequence bigint, hash text)
    where audit_log.id = sealed.id`);
  await tx.run(sql`update kernel.audit_head set sequence = ${sequence}, hash = ${hash}`);
  return rows.length;
}

export interface AuditVerification {
  intact: boolean;
  entries: number;
  /** Rows that wait for the sealer: the unsealed window. */
  unsealed: number;
  firstBroken: string | null;
  head: string | null;
}

const sealedRow = unsealedRow.extend({ sequence: z.number(), hash: z.string() });

/** Recomputes the whole chain and names the first row that does not fit. */
export async function verifyAudit(db: Db): Promise<AuditVerification> {
  const { unsealed } = await db.row(
    z.object({ unsealed: z.number() }),
    sql`select count(*) as unsealed from kernel.audit_log where sequence is null`,
  );
  const end = await db.row(head, sql`select sequence, hash from kernel.audit_head`);
  let previous = '0'.repeat(64);
  let at = 0;
  while (at < end.sequence) {
    const rows = await db.rows(
      sealedRow,
      sql`
      select id, sequence, hash, ${canonical} as content from kernel.audit_log
      where sequence > ${at} and sequence <= ${end.sequence} order by sequence limit 2000`,
    );
    for (const row of rows) {
      const expected = link(previous, at + 1, row.content);
      if (row.sequence !== at + 1 || row.hash !== expected)
        return { intact: false, entries: at, unsealed, firstBroken: row.id, head: previous };
      previous = expected;
      at += 1;
    }
    if (rows.length === 0) return { intact: false, entries: at, unsealed, firstBroken: null, head: previous };
  }
  return {
    intact: previous === end.hash,
    entries: at,
    unsealed,
    firstBroken: null,
    head: end.sequence === 0 ? null : end.hash,
  };
}

/** Seals everything that waits. For the sweep, and for tests and commands that verify right after writing. */
export async function sealAll(runtime: Pick<Runtime, 'database'>): Promise<void> {
  while ((await runtime.database.transaction((tx) => sealAudit(tx))) > 0);
}
