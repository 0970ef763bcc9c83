import { z } from 'zod';
import { reviewReportReason, reviewState, reviewSubject } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { done, id, idParams, instant, note, pageOf, pageQuery, zone } from '../schemas.ts';

const star = z.int().min(1).max(5);
/** ORG-13: what is judged, one to five stars each. */
export const reviewStars = z.object({ environment: star, facilities: star, products: star, service: star });
/** A review's text: lines are allowed, other control characters are not. */
const reviewText = z
  .string()
  .trim()
  .max(1000)
  .regex(/^[^\p{Cc}]*(\n[^\p{Cc}]*)*$/u);
const replyText = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[^\p{Cc}]*(\n[^\p{Cc}]*)*$/u);

/** Averages are rounded to one decimal. `stars[0]` counts the reviews of one star overall. */
export const reviewSummary = z.object({
  count: z.int(),
  average: z.number().nullable(),
  stars: z.array(z.int()).length(5),
  aspects: z.object({
    environment: z.number(),
    facilities: z.number(),
    products: z.number(),
    service: z.number(),
  }),
});

const reply = z.object({ text: z.string(), at: instant }).nullable();
/** A review as anyone reads it. */
export const publicReview = z.object({
  id,
  author: z.string().nullable(),
  /** The mean of its stars, one decimal. */
  score: z.number(),
  stars: reviewStars,
  text: z.string(),
  photos: z.array(z.string()).max(6),
  roomName: z.string().nullable(),
  reply,
  createdAt: instant,
  edited: z.boolean(),
  own: z.boolean(),
});
export const ownReview = publicReview.extend({
  state: reviewState,
  /** Why it is hidden. */
  reason: z.string().nullable(),
  /** Until when it may be changed or deleted. */
  changeableUntil: instant,
});
/** Whether a customer may review something, and what became of it. */
const reviewStatus = z.object({
  /** Until when a first review may be written; null when it may not. */
  until: instant.nullable(),
  /** Whether to ask for it: once, and not again after a refusal. */
  ask: z.boolean(),
  storeName: z.string(),
  roomName: z.string().nullable(),
  review: ownReview.nullable(),
});

export const staffReview = z.object({
  id,
  subject: reviewSubject,
  subjectId: id,
  number: z.string(),
  store: z.object({ id, name: z.string(), zone }),
  room: z.object({ id, name: z.string() }).nullable(),
  member: z.object({ id, name: z.string().nullable(), phone: z.string().nullable() }),
  score: z.number(),
  stars: reviewStars,
  text: z.string(),
  photos: z.array(z.string()).max(6),
  state: reviewState,
  reason: z.string().nullable(),
  reply: z.object({ text: z.string(), at: instant, by: z.string() }).nullable(),
  openReports: z.int(),
  createdAt: instant,
  editedAt: instant.nullable(),
});
const reviewReport = z.object({
  id,
  by: z.enum(['customer', 'staff']),
  byName: z.string().nullable(),
  reason: reviewReportReason,
  note: z.string().nullable(),
  createdAt: instant,
  settledAt: instant.nullable(),
  outcome: z.enum(['hidden', 'kept', 'deleted']).nullable(),
});
const staffReviewDetail = z.object({ review: staffReview, reports: z.array(reviewReport).max(200) });

const subjectOf = { subject: reviewSubject, subjectId: id };
const content = { stars: reviewStars, text: reviewText, photos: z.array(z.string().max(200)).max(6) };
const report = z.object({ reason: reviewReportReason, note: note.nullable().default(null) });

/** The most characters of a review's photo in base64: a file of 1,050,000 bytes. */
const PHOTO_LENGTH = 1_400_000;

export const reviewsRoutes = defineRoutes({
  'GET /reviews': {
    summary:
      'ORG-13: reviews of a store or one of its rooms, newest first; the first page tells average and distribution.',
    audience: 'optional',
    query: pageQuery.extend({
      storeId: id,
      roomId: id.optional(),
      stars: z.coerce.number().int().min(1).max(5).optional(),
      photos: z.stringbool().optional(),
    }),
    response: pageOf(publicReview).extend({ summary: reviewSummary.nullable() }),
  },
  'GET /reviews/status': {
    summary: 'Whether the caller may review an order or a booking, and the review that there is.',
    audience: 'customer',
    query: z.object(subjectOf),
    response: reviewStatus,
  },
  'POST /reviews/photos': {
    summary: 'Keep a photo (PNG, JPEG or WebP) for a review; one that no review takes up is forgotten after a day.',
    audience: 'customer',
    ratePerMinute: 30,
    bodyLimit: PHOTO_LENGTH + 1000,
    body: z.object({
      content: z
        .string()
        .min(4)
        .max(PHOTO_LENGTH)
        .regex(/^[A-Za-z0-9+/]+={0,2}$/),
    }),
    response: z.object({ address: z.string() }),
  },
  'POST /reviews': {
    summary: 'Review a completed order or session of one’s own, once.',
    audience: 'customer',
    ratePerMinute: 30,
    body: z.object({ ...subjectOf, ...content }),
    response: ownReview,
  },
  'PUT /reviews/:id': {
    summary: 'Change one’s own review within its time.',
    audience: 'customer',
    params: idParams,
    body: z.object(content),
    response: ownReview,
  },
  'DELETE /reviews/:id': {
    summary: 'Delete one’s own review within its time, for good.',
    audience: 'customer',
    params: idParams,
    response: done,
  },
  'POST /reviews/:id/reports': {
    summary: 'Tell the platform that a review does not belong there; once each.',
    audience: 'customer',
    ratePerMinute: 20,
    params: idParams,
    body: report,
    response: done,
  },
  'POST /reviews/declined': {
    summary: 'Not to be asked for a review of this again; it may be written all the same.',
    audience: 'customer',
    body: z.object(subjectOf),
    response: done,
  },
  'GET /staff/reviews': {
    summary: 'Reviews in scope, newest first.',
    audience: 'staff',
    permission: 'reviews',
    query: pageQuery.extend({
      storeId: id.optional(),
      roomId: id.optional(),
      memberId: id.optional(),
      state: reviewState.optional(),
      stars: z.coerce.number().int().min(1).max(5).optional(),
      replied: z.stringbool().optional(),
      /** Only what somebody reported and nobody decided. */
      reported: z.stringbool().optional(),
      search: z.string().max(60).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    response: pageOf(staffReview),
  },
  'GET /staff/reviews/:id': {
    summary: 'One review with the reports about it.',
    audience: 'staff',
    permission: 'reviews',
    params: idParams,
    response: staffReviewDetail,
  },
  'PUT /staff/reviews/:id/reply': {
    summary: 'Answer a review in the store’s name; a later answer replaces it.',
    audience: 'staff',
    permission: 'reviews:reply',
    params: idParams,
    body: z.object({ text: replyText }),
    response: staffReviewDetail,
  },
  'POST /staff/reviews/:id/reports': {
    summary: 'A merchant tells the platform that a review does not belong there.',
    audience: 'staff',
    permission: 'reviews:reply',
    params: idParams,
    body: report,
    response: staffReviewDetail,
  },
  'POST /staff/reviews/:id/hide': {
    summary: 'Hide an abusive review; its author reads why. Its stars count no longer.',
    audience: 'staff',
    permission: 'reviews:hide',
    params: idParams,
    body: z.object({ reason: note }),
    response: staffReviewDetail,
  },
  'POST /staff/reviews/:id/show': {
    summary: 'Show a hidden review again, or keep a reported one; open reports end with it.',
    audience: 'staff',
    permission: 'reviews:hide',
    params: idParams,
    body: z.object({ reason: note }),
    response: staffReviewDetail,
  },
});
