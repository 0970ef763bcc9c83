import { errorCatalogue, errorMessage, type Locale } from '@latchkey/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from './errors.ts';

/** The language that the caller asked for, from Accept-Language; 简体中文 otherwise. */
export function localeOf(header: string | undefined): Locale {
  for (const part of (header ?? '').split(',')) {
    const tag = part.split(';')[0]?.trim().toLowerCase() ?? '';
    if (/^zh-(tw|hk|mo|hant)/.test(tag)) return 'zh-TW';
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}
/** The one handler of what routes throw: expected refusals by their code, anything else a hidden 500. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const locale = localeOf(request.headers['accept-language']);
  const known = asAppError(error);
  if (!known) request.log.error({ err: error }, 'unexpected failure');
  else if (known.code === 'unavailable') request.log.warn({ err: known.cause ?? known }, 'not available now');
  else if (unstorable[(error as { code?: string }).code ?? ''] !== undefined)
    request.log.warn({ err: error, url: request.routeOptions.url }, 'input that a schema should have refused');
  const code = known?.code ?? 'internal';
  const { issues, ...data } = known?.data ?? {};
  if (code === 'rate_limited') reply.header('retry-after', String(data.seconds ?? 60));
  if (code === 'unavailable') reply.header('retry-after', String(data.seconds ?? 2));
  reply
    .header('cache-control', 'no-store')
    .code(errorCatalogue[code].status)
    .send({
      error: {
        code,
        message: errorMessage(code, locale, data),
        data: { ...data, ...(issues ? { issues } : {}) },
        requestId: request.id,
      },
    });
}

/** Values that passed a schema and that PostgreSQL cannot hold: its codes for them, and what is wrong. */
const unstorable: Record<string, string> = {
  '22003': 'number',
  '22007': 'time',
  '22008': 'time',
  '22009': 'time',
  '22021': 'text',
  '22P02': 'text',
  '22P05': 'text',
};

function asAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (statusCode === 413) return new AppError('too_large');
  if (statusCode === 415) return new AppError('unsupported_media_type');
  // An address that cannot be decoded, or that climbs out of a folder of files.
  if (code === 'FST_ERR_BAD_URL' || statusCode === 403 || statusCode === 404) return new AppError('not_found');
  if (code?.startsWith('FST_ERR_CTP') || statusCode === 400)
    return new AppError('invalid_input', { field: 'body', issue: 'JSON' });
  const issue = code === undefined ? undefined : unstorable[code];
  return issue === undefined ? null : new AppError('invalid_input', { field: 'body', issue });
}
