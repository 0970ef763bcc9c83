import { defineHandlers, raw, read, write } from '../../kernel/http.ts';
import { openFile } from './open-file.ts';
import { ownExport, ownExports } from './queries.ts';
import { cancelExport, requestExport } from './request-export.ts';

export const exportsHandlers = defineHandlers({
  'GET /staff/exports': read((ctx, { query }) => ownExports(ctx, query)),
  'GET /staff/exports/:id': read((ctx, { params }) => ownExport(ctx, params.id)),
  'POST /staff/exports': write(async (ctx, { body }, http) => {
    const { exportId } = await requestExport(ctx, { ...body, locale: http.locale });
    return ownExport(ctx, exportId);
  }),
  'POST /staff/exports/:id/cancel': write(async (ctx, { params }) => {
    await cancelExport(ctx, params.id);
    return ownExport(ctx, params.id);
  }),
  'GET /staff/exports/:id/file': raw((runtime, { params }, _http, ctx) => openFile(runtime, ctx, params.id)),
});
