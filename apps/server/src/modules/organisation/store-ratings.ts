import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';

/** Adds to what reviews say of a store or room; both numbers may be negative. Locks the row. */
export const addToRating = (tx: Tx, subjectId: string, change: { count: number; total: number }) =>
  tx.run(
    change.count > 0
      ? sql`
          insert into organisation.ratings (subject_id, count, total) values (${subjectId}, ${change.count}, ${change.total})
          on conflict (subject_id) do update
            set count = ratings.count + excluded.count, total = ratings.total + excluded.total`
      : sql`
          update organisation.ratings set count = count + ${change.count}, total = total + ${change.total}
          where subject_id = ${subjectId}`,
  );

const ratingRow = z.object({ subjectId: z.uuid(), count: z.int(), total: z.number() });

export const ratingRows = (db: Db, subjectIds: readonly string[]) =>
  db.rows(
    ratingRow,
    sql`
      select subject_id as "subjectId", count, total from organisation.ratings
      where subject_id = any(${[...subjectIds]}::uuid[]) and count > 0`,
  );

/**
 * ORG-12: what a list by rating is ordered by, the best first: the average as if five reviews of 3.5 stars stood beside the real
 * ones, so that a single kind word does not outrank a hundred.
 */
export const ratingRank = (subjectId: Sql): Sql => sql`
  coalesce((select -(r.total / 4.0 + 17.5) / (r.count + 5) from organisation.ratings r where r.subject_id = ${subjectId}), -3.5)::float8`;

/** Only what has an average of at least so many stars. */
export const ratedAtLeast = (subjectId: Sql, stars: number | undefined): Sql =>
  stars === undefined
    ? sql.empty
    : sql`and exists (
        select 1 from organisation.ratings r
        where r.subject_id = ${subjectId} and r.count > 0 and round(r.total / 4.0 / r.count, 1) >= ${stars}::numeric)`;
