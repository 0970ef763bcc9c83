/** What a screen needs to know of a failed request; `status` 0 means that no answer came. */
export type Problem = { code: string; message: string; status: number; requestId: string | null; data: unknown };

/** Reads any thrown value: the typed client's `ApiError`, a plain error, or something odd. */
export function toProblem(cause: unknown): Problem {
  if (typeof cause !== 'object' || cause === null) {
    return { code: 'unknown', message: String(cause), status: 0, requestId: null, data: null };
  }
  const fields = cause as Record<string, unknown>;
  return {
    code: typeof fields.code === 'string' ? fields.code : 'unknown',
    message: typeof fields.message === 'string' ? fields.message : '',
    status: typeof fields.status === 'number' ? fields.status : 0,
    requestId: typeof fields.requestId === 'string' ? fields.requestId : null,
    data: fields.data ?? null,
  };
}

export type ProblemKind = 'network' | 'signed-out' | 'forbidden' | 'not-found' | 'failed';

export function problemKind(problem: Problem): ProblemKind {
  if (problem.code === 'offline') return 'network';
  if (problem.code === 'unauthenticated') return 'signed-out';
  if (problem.status === 403) return 'forbidden';
  if (problem.status === 404) return 'not-found';
  return 'failed';
}

/** A read is worth repeating only when no verdict was given: no answer, or a server fault. */
export function worthRetrying(problem: Problem, failures: number): boolean {
  return failures < 2 && (problem.status === 0 || problem.status >= 500);
}
