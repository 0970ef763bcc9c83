import { defineHandlers, type Handlers, raw, read, write } from '../../kernel/http.ts';
import { camerasOf, setCameraStream } from './cameras.ts';
import type { MediaPlane } from './media-plane.ts';
import { beginView, endOwnView, viewsInScope } from './views.ts';

export const createVideoHandlers = (plane: MediaPlane): Handlers =>
  defineHandlers({
    'GET /staff/cameras': read((ctx, { query }) => camerasOf(ctx, query.storeId, plane.stateOf)),
    'PUT /staff/cameras/:id/stream': write((ctx, { params, body }) =>
      setCameraStream(ctx, params.id, body, plane.stateOf),
    ),
    // The view is written down before the first picture leaves; the connection is made outside a transaction.
    'POST /staff/cameras/:id/views': raw(async (runtime, { params, body }, _http, { actor, origin }) => {
      const view = await runtime.transaction(
        actor,
        (ctx) => beginView(ctx, { cameraId: params.id, purpose: body.purpose, visitId: body.visitId ?? null }),
        origin,
      );
      const answer = await plane.serve(runtime, view, body.offer);
      return { viewId: view.viewId, answer, watermark: view.watermark };
    }),
    'POST /staff/views/:id/end': write(async (ctx, { params }) => {
      await endOwnView(ctx, params.id);
      ctx.afterCommit.acts.push(() => plane.stopView(params.id));
      return {};
    }),
    'GET /staff/views': read((ctx, { query }) => viewsInScope(ctx, query)),
  });
