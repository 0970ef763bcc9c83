import { type ReviewSubject, reviewReportReason, reviewState, reviewSubject } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';
import type { Stars } from './rules.ts';

export const reviewRow = z.object({
  id: z.uuid(),
  subject: reviewSubject,
  subjectId: z.uuid(),
  number: z.string(),
  memberId: z.uuid(),
  storeId: z.uuid(),
  roomId: z.uuid().nullable(),
  environment: z.int(),
  facilities: z.int(),
  products: z.int(),
  service: z.int(),
  score: z.int(),
  text: z.string(),
  photos: z.array(z.string()),
  state: reviewState,
  reason: z.string().nullable(),
  reply: z.string().nullable(),
  repliedBy: z.uuid().nullable(),
  repliedAt: z.date().nullable(),
  createdAt: z.date(),
  editedAt: z.date().nullable(),
});
export type ReviewRow = z.output<typeof reviewRow>;

const columns = sql`
  id, subject, subject_id as "subjectId", number, member_id as "memberId", store_id as "storeId", room_id as "roomId",
  environment, facilities, products, service, score, text, photos, state, reason, reply, replied_by as "repliedBy",
  replied_at as "repliedAt", created_at as "createdAt", edited_at as "editedAt"`;

export const getReview = (db: Db, id: string) =>
  db.row(reviewRow, sql`select ${columns} from reviews.reviews where id = ${id}`);

/** First lock of this module. */
export const lockReview = (tx: Tx, id: string) =>
  tx.row(reviewRow, sql`select ${columns} from reviews.reviews where id = ${id} for update`);

export const findReviewOf = (db: Db, subject: ReviewSubject, subjectId: string) =>
  db.maybeRow(
    reviewRow,
    sql`select ${columns} from reviews.reviews where subject = ${subject} and subject_id = ${subjectId}`,
  );

export interface NewReview {
  id: string;
  subject: ReviewSubject;
  subjectId: string;
  number: string;
  memberId: string;
  storeId: string;
  roomId: string | null;
  stars: Stars;
  text: string;
  photos: readonly string[];
}

/** Null when there is a review of it already. */
export const insertReview = (tx: Tx, it: NewReview, now: Date) =>
  tx.maybeRow(
    reviewRow,
    sql`
      insert into reviews.reviews (id, subject, subject_id, number, member_id, store_id, room_id, environment, facilities,
        products, service, text, photos, state, created_at)
      values (${it.id}, ${it.subject}, ${it.subjectId}, ${it.number}, ${it.memberId}, ${it.storeId}, ${it.roomId},
        ${it.stars.environment}, ${it.stars.facilities}, ${it.stars.products}, ${it.stars.service}, ${it.text},
        ${[...it.photos]}::text[], 'shown', ${now})
      on conflict (subject, subject_id) do nothing
      returning ${columns}`,
  );

export const rewriteReview = (
  tx: Tx,
  id: string,
  it: { stars: Stars; text: string; photos: readonly string[] },
  now: Date,
) =>
  tx.row(
    reviewRow,
    sql`
      update reviews.reviews
      set environment = ${it.stars.environment}, facilities = ${it.stars.facilities}, products = ${it.stars.products},
        service = ${it.stars.service}, text = ${it.text}, photos = ${[...it.photos]}::text[], edited_at = ${now}
      where id = ${id} returning ${columns}`,
  );

export const wipeReview = (tx: Tx, id: string, now: Date) =>
  tx.run(sql`
    update reviews.reviews
    set state = 'deleted', text = '', photos = '{}', reason = null, reply = null, replied_by = null, replied_at = null,
      edited_at = ${now}
    where id = ${id}`);

export const setState = (tx: Tx, id: string, state: 'shown' | 'hidden', reason: string | null) =>
  tx.run(sql`update reviews.reviews set state = ${state}, reason = ${reason} where id = ${id}`);

export const setReply = (tx: Tx, id: string, reply: { text: string; by: string }, now: Date) =>
  tx.run(sql`
    update reviews.reviews set reply = ${reply.text}, replied_by = ${reply.by}, replied_at = ${now} where id = ${id}`);

export interface PublicFilter {
  storeId: string;
  roomId?: string | undefined;
  stars?: number | undefined;
  photos?: boolean | undefined;
}

const ofPlace = ({ storeId, roomId }: PublicFilter): Sql =>
  sql`store_id = ${storeId} and state = 'shown' ${roomId ? sql`and room_id = ${roomId}` : sql.empty}`;

/** The stars of a review overall, 1 to 5: half a star counts up. */
const OVERALL = sql`floor(score / 4.0 + 0.5)::int`;

export const shownReviews = (db: Db, filter: PublicFilter, after: readonly [string, string] | null, limit: number) =>
  db.rows(
    reviewRow,
    sql`
      select ${columns} from reviews.reviews
      where ${ofPlace(filter)}
        ${filter.stars ? sql`and ${OVERALL} = ${filter.stars}` : sql.empty}
        ${filter.photos ? sql`and cardinality(photos) > 0` : sql.empty}
        ${after ? sql`and (created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql.empty}
      order by created_at desc, id desc limit ${limit}`,
  );

const sums = z.object({
  count: z.number(),
  score: z.number(),
  environment: z.number(),
  facilities: z.number(),
  products: z.number(),
  service: z.number(),
  one: z.number(),
  two: z.number(),
  three: z.number(),
  four: z.number(),
  five: z.number(),
});

/** What the shown reviews of a place sum to. */
export const sumsOf = (db: Db, filter: PublicFilter) =>
  db.row(
    sums,
    sql`
      select count(*) as count, coalesce(sum(score), 0) as score, coalesce(sum(environment), 0) as environment,
        coalesce(sum(facilities), 0) as facilities, coalesce(sum(products), 0) as products,
        coalesce(sum(service), 0) as service, count(*) filter (where ${OVERALL} = 1) as one,
        count(*) filter (where ${OVERALL} = 2) as two, count(*) filter (where ${OVERALL} = 3) as three,
        count(*) filter (where ${OVERALL} = 4) as four, count(*) filter (where ${OVERALL} = 5) as five
      from reviews.reviews where ${ofPlace(filter)}`,
  );

const reportRow = z.object({
  id: z.uuid(),
  reviewId: z.uuid(),
  by: z.enum(['customer', 'staff']),
  personId: z.uuid(),
  reason: reviewReportReason,
  note: z.string().nullable(),
  createdAt: z.date(),
  settledAt: z.date().nullable(),
  outcome: z.enum(['hidden', 'kept', 'deleted']).nullable(),
});
export type ReportRow = z.output<typeof reportRow>;

/** False when the person reported it before. */
export async function insertReport(tx: Tx, it: Omit<ReportRow, 'settledAt' | 'outcome'>): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into reviews.reports (id, review_id, by, person_id, reason, note, created_at)
    values (${it.id}, ${it.reviewId}, ${it.by}, ${it.personId}, ${it.reason}, ${it.note}, ${it.createdAt})
    on conflict (review_id, person_id) do nothing`);
  return inserted === 1;
}

export const reportsOf = (db: Db, reviewId: string) =>
  db.rows(
    reportRow,
    sql`
      select id, review_id as "reviewId", by, person_id as "personId", reason, note, created_at as "createdAt",
        settled_at as "settledAt", outcome
      from reviews.reports where review_id = ${reviewId} order by created_at desc, id limit 200`,
  );

export const settleReports = (tx: Tx, reviewId: string, outcome: 'hidden' | 'kept' | 'deleted', now: Date) =>
  tx.run(sql`
    update reviews.reports set outcome = ${outcome}, settled_at = ${now}
    where review_id = ${reviewId} and settled_at is null`);

export const openReportCounts = (db: Db, reviewIds: readonly string[]) =>
  db.rows(
    z.object({ reviewId: z.uuid(), count: z.number() }),
    sql`
      select review_id as "reviewId", count(*) as count from reviews.reports
      where review_id = any(${[...reviewIds]}::uuid[]) and settled_at is null group by review_id`,
  );

export interface StaffFilter {
  storeIds: readonly string[] | null;
  storeId?: string | undefined;
  roomId?: string | undefined;
  memberId?: string | undefined;
  state?: string | undefined;
  stars?: number | undefined;
  replied?: boolean | undefined;
  reported?: boolean | undefined;
  search?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const REPORTED = sql`
  exists (select 1 from reviews.reports r where r.review_id = reviews.id and r.settled_at is null)`;

export function listReviews(db: Db, filter: StaffFilter, after: readonly [string, string] | null, limit: number) {
  const conditions = [
    filter.storeIds === null ? null : sql`store_id = any(${[...filter.storeIds]}::uuid[])`,
    filter.storeId ? sql`store_id = ${filter.storeId}` : null,
    filter.roomId ? sql`room_id = ${filter.roomId}` : null,
    filter.memberId ? sql`member_id = ${filter.memberId}` : null,
    filter.state ? sql`state = ${filter.state}` : null,
    filter.stars ? sql`${OVERALL} = ${filter.stars}` : null,
    filter.replied === undefined ? null : sql`(reply is not null) = ${filter.replied}`,
    filter.reported === undefined ? null : sql`${REPORTED} = ${filter.reported}`,
    filter.search
      ? sql`(starts_with(number, upper(${filter.search})) or position(lower(${filter.search}) in lower(text)) > 0)`
      : null,
    filter.from ? sql`created_at >= ${filter.from}::timestamptz` : null,
    filter.to ? sql`created_at < ${filter.to}::timestamptz` : null,
    after ? sql`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : null,
    sql`true`,
  ].filter((part) => part !== null);
  return db.rows(
    reviewRow,
    sql`
      select ${columns} from reviews.reviews where ${sql.join(conditions, sql` and `)}
      order by created_at desc, id desc limit ${limit}`,
  );
}
