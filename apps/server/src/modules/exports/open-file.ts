import { audit } from '../../kernel/audit.ts';
import type { ReadContext, Runtime } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { type FileAnswer, fileAnswer } from '../../kernel/file-answer.ts';
import { getOwn, requireLister } from './request-export.ts';
import { fileKey, fileNameOf, scopeCovers } from './rules.ts';

const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/**
 * A file for its owner, who must still be allowed to see the list and every store that was in scope when it was written.
 * Each taking is logged. Throws not_found (also when it is not done, or gone), forbidden.
 */
export async function openFile(runtime: Runtime, ctx: ReadContext, id: string): Promise<FileAnswer> {
  const row = await getOwn(ctx, id);
  const actor = requireLister(ctx, row.kind);
  if (!scopeCovers(actor.storeIds, row.storeIds)) throw new AppError('forbidden');
  if (row.state !== 'done' || row.expiresAt <= ctx.now) throw new AppError('not_found');
  const found = await runtime.kernel.storage.get(fileKey(row));
  if (!found) throw new AppError('not_found');
  const entry = {
    action: 'exports.download',
    object: { kind: 'export', id },
    after: { kind: row.kind, format: row.format, rows: row.rows },
  };
  await runtime.transaction(ctx.actor, (inside) => audit(inside, entry), ctx.origin);
  return fileAnswer({ fileName: fileNameOf(row), mediaType: MEDIA_TYPES[row.format], ...found });
}
