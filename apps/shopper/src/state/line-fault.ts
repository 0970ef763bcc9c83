import type { ApiError } from '../api';

/** What is not there because the line was lost is worth another try; everything else was an answer. */
export function isLineFault(error: Pick<ApiError, 'code'> | null): boolean {
  return error !== null && (error.code === 'offline' || error.code === 'unavailable');
}
