import type { reviewsSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { mediaAddress } from '../../kernel/media.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { findCustomers, staffNames } from '../identity/index.ts';
import { maskedMembers } from '../members/index.ts';
import { getRooms, getStores } from '../organisation/index.ts';
import { isDeclined } from './member-store.ts';
import { average, changeableUntil, within, writableUntil } from './rules.ts';
import {
  findReviewOf,
  getReview,
  listReviews,
  openReportCounts,
  type PublicFilter,
  type ReviewRow,
  reportsOf,
  shownReviews,
  sumsOf,
} from './store.ts';
import { ownSubject } from './write-review.ts';

type PublicReview = z.input<typeof reviewsSchemas.publicReview>;
type OwnReview = z.input<typeof reviewsSchemas.ownReview>;
type StaffReview = z.input<typeof reviewsSchemas.staffReview>;

const starsOf = ({ environment, facilities, products, service }: ReviewRow) => ({
  ...{ environment, facilities, products, service },
});
const scoreOf = (row: ReviewRow): number => average(row.score, 1);

async function presentPublic(ctx: ReadContext, rows: readonly ReviewRow[]): Promise<PublicReview[]> {
  const [authors, rooms] = await Promise.all([
    findCustomers(
      ctx,
      rows.map((row) => row.memberId),
    ),
    getRooms(
      ctx,
      rows.flatMap((row) => row.roomId ?? []),
    ),
  ]);
  const caller = ctx.actor.kind === 'customer' ? ctx.actor.id : null;
  return rows.map((row) => ({
    id: row.id,
    author: authors.get(row.memberId)?.nameMasked ?? null,
    score: scoreOf(row),
    stars: starsOf(row),
    text: row.text,
    photos: row.photos.map(mediaAddress),
    roomName: row.roomId === null ? null : (rooms.get(row.roomId)?.name ?? null),
    reply: row.reply === null || row.repliedAt === null ? null : { text: row.reply, at: row.repliedAt.toISOString() },
    createdAt: row.createdAt.toISOString(),
    edited: row.editedAt !== null,
    own: row.memberId === caller,
  }));
}

async function summaryOf(
  ctx: ReadContext,
  filter: PublicFilter,
): Promise<z.input<typeof reviewsSchemas.reviewSummary>> {
  const sums = await sumsOf(ctx.db, filter);
  const { count, one, two, three, four, five } = sums;
  const mean = (total: number) => (count === 0 ? 0 : Math.round((total / count) * 10) / 10);
  return {
    count,
    average: count === 0 ? null : average(sums.score, count),
    stars: [one, two, three, four, five],
    aspects: {
      environment: mean(sums.environment),
      facilities: mean(sums.facilities),
      products: mean(sums.products),
      service: mean(sums.service),
    },
  };
}

/** ORG-13: the shown reviews of a store or room, newest first; the first page sums them up. */
export async function publicReviews(
  ctx: ReadContext,
  { query }: Input<'GET /reviews'>,
): Promise<AnswerOf<'GET /reviews'>> {
  const after = decodeCursor(query.cursor, timeCursor);
  const [rows, summary] = await Promise.all([
    shownReviews(ctx.db, query, after, query.limit + 1),
    after === null ? summaryOf(ctx, query) : null,
  ]);
  const page = toPage(rows, query.limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { items: await presentPublic(ctx, page.items), nextCursor: page.nextCursor, summary };
}

async function presentOwn(ctx: ReadContext, row: ReviewRow): Promise<OwnReview> {
  const [view] = await presentPublic(ctx, [row]);
  if (!view) throw new AppError('not_found');
  const changeable = changeableUntil(row.createdAt).toISOString();
  return { ...view, state: row.state, reason: row.reason, changeableUntil: changeable };
}

/** The caller's own review. Throws not_found for another's. */
export async function ownReview(ctx: ReadContext, id: string): Promise<OwnReview> {
  const row = await getReview(ctx.db, id);
  if (ctx.actor.kind !== 'customer' || row.memberId !== ctx.actor.id) throw new AppError('not_found');
  return presentOwn(ctx, row);
}

/** Whether the caller may review something, and what became of it. Throws not_found. */
export async function reviewStatus(
  ctx: ReadContext,
  { query: { subject, subjectId } }: Input<'GET /reviews/status'>,
): Promise<AnswerOf<'GET /reviews/status'>> {
  const { completedAt, storeId, roomId } = await ownSubject(ctx, subject, subjectId);
  const [review, declined, stores, rooms] = await Promise.all([
    findReviewOf(ctx.db, subject, subjectId),
    isDeclined(ctx.db, subject, subjectId),
    getStores(ctx, [storeId]),
    getRooms(ctx, roomId === null ? [] : [roomId]),
  ]);
  const until = completedAt === null || review ? null : writableUntil(completedAt);
  const open = until !== null && within(until, ctx.now);
  return {
    until: open ? until.toISOString() : null,
    ask: open && declined === null,
    storeName: stores.get(storeId)?.name ?? '',
    roomName: roomId === null ? null : (rooms.get(roomId)?.name ?? null),
    review: review ? await presentOwn(ctx, review) : null,
  };
}

async function presentForStaff(ctx: ReadContext, rows: readonly ReviewRow[]): Promise<StaffReview[]> {
  const [stores, rooms, members, counts, names] = await Promise.all([
    getStores(ctx, [...new Set(rows.map((row) => row.storeId))]),
    getRooms(
      ctx,
      rows.flatMap((row) => row.roomId ?? []),
    ),
    maskedMembers(
      ctx,
      rows.map((row) => row.memberId),
    ),
    openReportCounts(
      ctx.db,
      rows.map((row) => row.id),
    ),
    staffNames(ctx, [...new Set(rows.flatMap((row) => row.repliedBy ?? []))]),
  ]);
  const open = new Map(counts.map(({ reviewId, count }) => [reviewId, count]));
  return rows.map((row) => {
    const member = members.get(row.memberId);
    const { id, subject, subjectId, number, storeId, roomId, text, state, reason } = row;
    return {
      ...{ id, subject, subjectId, number, text, state, reason },
      store: { id: storeId, name: stores.get(storeId)?.name ?? '', zone: stores.get(storeId)?.zone ?? '' },
      room: roomId === null ? null : { id: roomId, name: rooms.get(roomId)?.name ?? '' },
      member: { id: row.memberId, name: member?.name ?? null, phone: member?.phone ?? null },
      score: scoreOf(row),
      stars: starsOf(row),
      photos: row.photos.map(mediaAddress),
      reply:
        row.reply === null || row.repliedAt === null
          ? null
          : { text: row.reply, at: row.repliedAt.toISOString(), by: names.get(row.repliedBy ?? '') ?? '' },
      openReports: open.get(id) ?? 0,
      createdAt: row.createdAt.toISOString(),
      editedAt: row.editedAt?.toISOString() ?? null,
    };
  });
}

export async function staffReviews(
  ctx: ReadContext,
  { query }: Input<'GET /staff/reviews'>,
): Promise<AnswerOf<'GET /staff/reviews'>> {
  requireStaff(ctx.actor, 'reviews');
  const after = decodeCursor(query.cursor, timeCursor);
  const rows = await listReviews(ctx.db, { ...query, storeIds: storeFilter(ctx.actor) }, after, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { items: await presentForStaff(ctx, page.items), nextCursor: page.nextCursor };
}

/** One review with its reports, in scope; the caller's verb or route has checked the permission. Throws not_found. */
export async function staffReview(ctx: ReadContext, id: string): Promise<AnswerOf<'GET /staff/reviews/:id'>> {
  requireStaff(ctx.actor, null);
  const row = await getReview(ctx.db, id);
  requireStore(ctx.actor, row.storeId);
  const [[review], reports] = await Promise.all([presentForStaff(ctx, [row]), reportsOf(ctx.db, id)]);
  if (!review) throw new AppError('not_found');
  const ids = (by: 'customer' | 'staff') => reports.filter((one) => one.by === by).map((one) => one.personId);
  const [staff, customers] = await Promise.all([staffNames(ctx, ids('staff')), maskedMembers(ctx, ids('customer'))]);
  return {
    review,
    reports: reports.map(({ personId, by, createdAt, settledAt, id: reportId, reason, note, outcome }) => {
      const customer = customers.get(personId);
      return {
        ...{ id: reportId, by, reason, note, outcome },
        byName: by === 'staff' ? (staff.get(personId) ?? null) : (customer?.name ?? customer?.phone ?? null),
        createdAt: createdAt.toISOString(),
        settledAt: settledAt?.toISOString() ?? null,
      };
    }),
  };
}
