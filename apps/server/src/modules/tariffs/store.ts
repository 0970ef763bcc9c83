import { dayType, tariffsSchemas } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, mapConstraints, sql, type Tx } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';

const { tariffContent } = tariffsSchemas;
type Content = tariffsSchemas.TariffContent;

const versionHead = z.object({
  id: z.uuid(),
  number: z.int(),
  note: z.string().nullable(),
  effectiveFrom: z.date(),
  publishedAt: z.date(),
  publishedBy: z.string().nullable(),
  ruleCount: z.int(),
});
export type VersionHead = z.output<typeof versionHead>;
const versionRow = versionHead.extend({ content: tariffContent });
export type VersionRow = z.output<typeof versionRow>;

const headColumns = sql`
  v.id, v.number, v.note, v.effective_from as "effectiveFrom", v.published_at as "publishedAt", v.published_by as "publishedBy",
  jsonb_array_length(v.content->'rules') as "ruleCount"`;

/** The id of the version that holds at an instant: the latest one that had begun. */
export const effectiveVersionId = (db: Db, storeId: string, at: Date) =>
  db.maybeRow(
    z.object({ id: z.uuid() }),
    sql`
      select v.id from tariffs.versions v
      where v.store_id = ${storeId} and v.effective_from <= ${at}
      order by v.number desc limit 1`,
  );

/** The version that will hold after an instant instead of the one of that number. */
export const upcomingVersion = (db: Db, storeId: string, at: Date, current: number) =>
  db.maybeRow(
    versionHead,
    sql`
      select ${headColumns} from tariffs.versions v
      where v.store_id = ${storeId} and v.effective_from > ${at} and v.number > ${current}
      order by v.number desc limit 1`,
  );

export const versionById = (db: Db, id: string) =>
  db.row(versionRow, sql`select ${headColumns}, v.content from tariffs.versions v where v.id = ${id}`);

export const versionByNumber = (db: Db, storeId: string, number: number) =>
  db.row(
    versionRow,
    sql`select ${headColumns}, v.content from tariffs.versions v where v.store_id = ${storeId} and v.number = ${number}`,
  );

/** Newest first. */
export const listVersions = (db: Db, storeId: string, below: number | null, limit: number) =>
  db.rows(
    versionHead,
    sql`
      select ${headColumns} from tariffs.versions v
      where v.store_id = ${storeId} ${below === null ? sql.empty : sql`and v.number < ${below}`}
      order by v.number desc limit ${limit}`,
  );

/** The next number is the reader's, so that two who publish at once meet at the unique key. */
export function insertVersion(
  tx: Tx,
  version: {
    id: string;
    storeId: string;
    content: Content;
    note: string | null;
    effectiveFrom: Date;
    publishedBy: string | null;
  },
  now: Date,
): Promise<{ number: number }> {
  return mapConstraints(
    tx.row(
      z.object({ number: z.int() }),
      sql`
        insert into tariffs.versions (id, store_id, number, content, note, effective_from, published_at, published_by)
        select ${version.id}, ${version.storeId}, coalesce(max(v.number), 0) + 1, ${sql.json(version.content)},
          ${version.note}, ${version.effectiveFrom}, ${now}, ${version.publishedBy}
        from tariffs.versions v where v.store_id = ${version.storeId}
        returning number`,
    ),
    { versions_number_key: () => new AppError('conflict') },
  );
}

const draftRow = z.object({ content: tariffContent, revision: z.int(), updatedAt: z.date() });
export type DraftRow = z.output<typeof draftRow>;
const draftColumns = sql`d.content, d.revision, d.updated_at as "updatedAt"`;

export const findDraft = (db: Db, storeId: string) =>
  db.maybeRow(draftRow, sql`select ${draftColumns} from tariffs.drafts d where d.store_id = ${storeId}`);

/** False when somebody else has begun one meanwhile. */
export async function insertDraft(
  tx: Tx,
  storeId: string,
  content: Content,
  by: string | null,
  now: Date,
): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into tariffs.drafts (store_id, content, revision, updated_at, updated_by)
    values (${storeId}, ${sql.json(content)}, 1, ${now}, ${by})
    on conflict on constraint drafts_pkey do nothing`);
  return rows === 1;
}

/** False when the draft is not the one that was read. */
export async function updateDraft(
  tx: Tx,
  storeId: string,
  draft: { content: Content; revision: number },
  by: string | null,
  now: Date,
): Promise<boolean> {
  const rows = await tx.run(sql`
    update tariffs.drafts
    set content = ${sql.json(draft.content)}, revision = revision + 1, updated_at = ${now}, updated_by = ${by}
    where store_id = ${storeId} and revision = ${draft.revision}`);
  return rows === 1;
}

/** Takes the draft away; null when it is not the one that was read. */
export const takeDraft = (tx: Tx, storeId: string, revision: number) =>
  tx.maybeRow(
    draftRow,
    sql`
      delete from tariffs.drafts d where d.store_id = ${storeId} and d.revision = ${revision}
      returning ${draftColumns}`,
  );

const specialDay = z.object({ storeId: z.uuid().nullable(), date: z.string(), type: dayType, label: z.string() });

/** Days that were set for a store or for all, between two dates. */
export const specialDaysBetween = (db: Db, storeId: string, from: string, to: string) =>
  db.rows(
    specialDay,
    sql`
      select s.store_id as "storeId", to_char(s.date, 'YYYY-MM-DD') as date, s.type, s.label from tariffs.special_days s
      where s.date between ${from}::date and ${to}::date and (s.store_id is null or s.store_id = ${storeId})`,
  );

export async function setSpecialDay(
  tx: Tx,
  day: z.output<typeof specialDay>,
  by: string | null,
  now: Date,
): Promise<void> {
  await tx.run(sql`
    insert into tariffs.special_days (store_id, date, type, label, set_at, set_by)
    values (${day.storeId}, ${day.date}::date, ${day.type}, ${day.label}, ${now}, ${by})
    on conflict on constraint special_days_key
    do update set type = excluded.type, label = excluded.label, set_at = excluded.set_at, set_by = excluded.set_by`);
}

export async function clearSpecialDay(tx: Tx, storeId: string | null, date: string): Promise<void> {
  await tx.run(sql`
    delete from tariffs.special_days s
    where s.date = ${date}::date and s.store_id is not distinct from ${storeId}::uuid`);
}
