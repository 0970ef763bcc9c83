import { z } from 'zod';
import { exportFormat, exportKind, exportState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { id, idParams, instant, pageOf, pageQuery } from '../schemas.ts';

/** What is filtered in a list, written to a file in the background. */
export const exportView = z.object({
  id,
  kind: exportKind,
  format: exportFormat,
  state: exportState,
  filters: z.record(z.string(), z.string()),
  /** Lines written by now, or in the end. */
  rows: z.int(),
  /** False when the list was longer than a file may be. */
  complete: z.boolean(),
  /** Why it failed. */
  code: z.string().nullable(),
  fileName: z.string(),
  bytes: z.int().nullable(),
  requestedAt: instant,
  finishedAt: instant.nullable(),
  /** From then on the file is gone. */
  expiresAt: instant,
});

const nothingBinary = z.unknown();

export const exportsRoutes = defineRoutes({
  'GET /staff/exports': {
    summary: 'The caller\u2019s own exports, newest first.',
    audience: 'staff',
    permission: null,
    query: pageQuery,
    response: pageOf(exportView),
  },
  'POST /staff/exports': {
    summary:
      'Write what is filtered in a list to a file, in the background. The right to see the list is needed; the filters are those of the list.',
    audience: 'staff',
    permission: null,
    ratePerMinute: 30,
    body: z.object({
      kind: exportKind,
      format: exportFormat,
      filters: z.record(z.string().max(40), z.string().max(200)).refine((record) => Object.keys(record).length <= 20),
    }),
    response: exportView,
  },
  'GET /staff/exports/:id': {
    summary: 'How far one of the caller\u2019s exports is.',
    audience: 'staff',
    permission: null,
    ratePerMinute: 600,
    params: idParams,
    response: exportView,
  },
  'POST /staff/exports/:id/cancel': {
    summary: 'Stop an export; nothing is kept of it.',
    audience: 'staff',
    permission: null,
    params: idParams,
    response: exportView,
  },
  'GET /staff/exports/:id/file': {
    summary: 'The file itself. The right to see the list, and every store in it, is checked again.',
    audience: 'staff',
    permission: null,
    ratePerMinute: 60,
    params: idParams,
    response: nothingBinary,
  },
});
