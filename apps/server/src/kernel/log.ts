import { type DestinationStream, type Logger, pino } from 'pino';

/** What an error tells in the log. PostgreSQL's `detail` and the like repeat whole rows: they stay out. */
function loggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, constraint, table, routine, statusCode } = error as unknown as Record<string, unknown>;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...{ code, constraint, table, routine, statusCode },
    ...(error.cause instanceof Error ? { cause: loggedError(error.cause) } : {}),
  };
}

const secret = [
  'password',
  'secret',
  'token',
  'totp',
  'phone',
  'authorization',
  'cookie',
  'body',
  'rawBody',
  'payload',
];

/**
 * The log: lines of JSON. Code logs ids, states and error codes only; names that may hold more are hidden even so, one
 * and two levels down. A test greps a busy day's log for every secret in it.
 */
export function createLog(level: string, stream?: DestinationStream): Logger {
  const options = {
    level,
    serializers: { err: loggedError },
    redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
  };
  return stream ? pino(options, stream) : pino(options);
}
