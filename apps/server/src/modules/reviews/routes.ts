import { requireCustomer, requireStaff } from '../../kernel/actor.ts';
import { defineHandlers, raw, read, write } from '../../kernel/http.ts';
import { mediaAddress } from '../../kernel/media.ts';
import { hideReview, replyToReview, reportByStaff, reportReview, showReview } from './judge-review.ts';
import { checkPhoto, recordPhoto } from './photos.ts';
import { ownReview, publicReviews, reviewStatus, staffReview, staffReviews } from './queries.ts';
import { changeReview, declineReview, deleteReview, writeReview } from './write-review.ts';

const done = { ok: true as const };

const customerHandlers = defineHandlers({
  'GET /reviews': read(publicReviews),
  'GET /reviews/status': read(reviewStatus),
  // The storage may be a network away, so it is written outside the transaction, after the row: no file is ever kept that nothing knows of.
  'POST /reviews/photos': raw(async (runtime, { body }, _http, ctx) => {
    requireCustomer(ctx.actor);
    const photo = checkPhoto(body.content);
    await runtime.transaction(ctx.actor, (inner) => recordPhoto(inner, photo.key), ctx.origin);
    await runtime.kernel.storage.put(photo.key, photo.content);
    return { address: mediaAddress(photo.key) };
  }),
  'POST /reviews': write(async (ctx, { body }) => ownReview(ctx, await writeReview(ctx, body))),
  'PUT /reviews/:id': write(async (ctx, { params, body }) => {
    await changeReview(ctx, params.id, body);
    return ownReview(ctx, params.id);
  }),
  'DELETE /reviews/:id': write(async (ctx, { params }) => {
    await deleteReview(ctx, params.id);
    return done;
  }),
  'POST /reviews/:id/reports': write(async (ctx, { params, body }) => {
    await reportReview(ctx, { ...body, id: params.id });
    return done;
  }),
  'POST /reviews/declined': write(async (ctx, { body }) => {
    await declineReview(ctx, body.subject, body.subjectId);
    return done;
  }),
});

const staffHandlers = defineHandlers({
  'GET /staff/reviews': read(staffReviews),
  'GET /staff/reviews/:id': read((ctx, { params }) => {
    requireStaff(ctx.actor, 'reviews');
    return staffReview(ctx, params.id);
  }),
  'PUT /staff/reviews/:id/reply': write(async (ctx, { params, body }) => {
    await replyToReview(ctx, { ...body, id: params.id });
    return staffReview(ctx, params.id);
  }),
  'POST /staff/reviews/:id/reports': write(async (ctx, { params, body }) => {
    await reportByStaff(ctx, { ...body, id: params.id });
    return staffReview(ctx, params.id);
  }),
  'POST /staff/reviews/:id/hide': write(async (ctx, { params, body }) => {
    await hideReview(ctx, { ...body, id: params.id });
    return staffReview(ctx, params.id);
  }),
  'POST /staff/reviews/:id/show': write(async (ctx, { params, body }) => {
    await showReview(ctx, { ...body, id: params.id });
    return staffReview(ctx, params.id);
  }),
});

export const handlers = { ...customerHandlers, ...staffHandlers };
