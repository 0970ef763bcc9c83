import type { ReviewSubject } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

export const insertPhoto = (tx: Tx, key: string, memberId: string, now: Date) =>
  tx.run(sql`insert into reviews.photos (key, member_id, created_at) values (${key}, ${memberId}, ${now})`);

/** One upload of a member after another, so that their photos are counted right. */
export const lockLoosePhotos = (tx: Tx, memberId: string) =>
  tx.rows(z.unknown(), sql`select pg_advisory_xact_lock(7282, hashtext(${memberId}::text))`);

/** How many photos of a member no review shows, and since when the oldest. */
export const loosePhotos = (tx: Tx, memberId: string) =>
  tx.row(
    z.object({ count: z.number(), oldest: z.date().nullable() }),
    sql`
      select count(*)::int as count, min(created_at) as oldest
      from reviews.photos where member_id = ${memberId} and review_id is null`,
  );

/** Photos that a review may show: the author's own, and no other review's. Answers how many it took up. */
export const takePhotos = (tx: Tx, reviewId: string, memberId: string, keys: readonly string[]) =>
  tx.run(sql`
    update reviews.photos set review_id = ${reviewId}
    where key = any(${[...keys]}::text[]) and member_id = ${memberId} and (review_id is null or review_id = ${reviewId})`);

/** Whether everybody may see a photo: one whose review is shown, or that no review has taken up yet. */
export const isPhotoPublic = async (db: Db, key: string): Promise<boolean> =>
  (await db.maybeRow(
    z.object({ key: z.string() }),
    sql`
      select p.key from reviews.photos p left join reviews.reviews r on r.id = p.review_id
      where p.key = ${key} and (p.review_id is null or r.state = 'shown')`,
  )) !== null;

/** Lets go of what a review shows no longer. */
export const dropPhotos = (tx: Tx, reviewId: string, kept: readonly string[], now: Date) =>
  tx.run(sql`
    update reviews.photos set review_id = null, created_at = ${now}
    where review_id = ${reviewId} and key <> all(${[...kept]}::text[])`);

/** Forgets at most a hundred photos that no review took up in time; answers their keys. */
export const forgetLoosePhotos = (tx: Tx, before: Date) =>
  tx.rows(
    z.object({ key: z.string() }),
    sql`
      delete from reviews.photos where key in (
        select key from reviews.photos where review_id is null and created_at < ${before}
        order by created_at limit 100 for update skip locked)
      returning key`,
  );

export const decline = (tx: Tx, it: { subject: ReviewSubject; subjectId: string; memberId: string; at: Date }) =>
  tx.run(sql`
    insert into reviews.declined (subject, subject_id, member_id, at)
    values (${it.subject}, ${it.subjectId}, ${it.memberId}, ${it.at})
    on conflict (subject, subject_id) do nothing`);

export const isDeclined = (db: Db, subject: ReviewSubject, subjectId: string) =>
  db.maybeRow(
    z.object({ at: z.date() }),
    sql`select at from reviews.declined where subject = ${subject} and subject_id = ${subjectId}`,
  );

/** Two accounts become one: reviews follow; of two reports about one review the survivor's stays. */
export async function changeReviewOwner(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await tx.run(sql`update reviews.reviews set member_id = ${intoId} where member_id = ${fromId}`);
  await tx.run(sql`update reviews.photos set member_id = ${intoId} where member_id = ${fromId}`);
  await tx.run(sql`update reviews.declined set member_id = ${intoId} where member_id = ${fromId}`);
  await tx.run(sql`
    delete from reviews.reports r where r.person_id = ${fromId}
      and exists (select 1 from reviews.reports o where o.review_id = r.review_id and o.person_id = ${intoId})`);
  await tx.run(sql`update reviews.reports set person_id = ${intoId} where person_id = ${fromId}`);
}

const kept = z.object({
  number: z.string(),
  score: z.number(),
  text: z.string(),
  photos: z.array(z.string()),
  state: z.string(),
  reply: z.string().nullable(),
  createdAt: z.date(),
});

export const reviewsKept = (db: Db, memberId: string) =>
  db.rows(
    kept,
    sql`
      select number, score, text, photos, state, reply, created_at as "createdAt"
      from reviews.reviews where member_id = ${memberId} order by created_at desc limit 5000`,
  );
