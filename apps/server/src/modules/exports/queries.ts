import type { exportsSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { requireStaff } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, idCursor, toPage } from '../../kernel/paging.ts';
import { getOwn } from './request-export.ts';
import { fileNameOf } from './rules.ts';
import { type ExportRow, listExports } from './store.ts';

type ExportView = z.input<typeof exportsSchemas.exportView>;

/** The caller's own exports. */
export async function ownExports(
  ctx: ReadContext,
  query: Input<'GET /staff/exports'>['query'],
): Promise<AnswerOf<'GET /staff/exports'>> {
  requireStaff(ctx.actor, null);
  if (ctx.actor.kind !== 'staff') throw new AppError('unauthenticated');
  const after = decodeCursor(query.cursor, idCursor)?.[0] ?? null;
  const rows = await listExports(ctx.db, ctx.actor.id, after, query.limit + 1);
  return toPage(rows, query.limit, (row) => [row.id], present);
}

/** Throws not_found. */
export const ownExport = async (ctx: ReadContext, id: string): Promise<ExportView> => present(await getOwn(ctx, id));

function present(row: ExportRow): ExportView {
  const { id, kind, format, state, filters, rows, complete, code, bytes } = row;
  return {
    ...{ id, kind, format, state, filters, rows, complete, code, bytes },
    fileName: fileNameOf(row),
    requestedAt: row.requestedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
  };
}
