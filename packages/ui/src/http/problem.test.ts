import { ApiError } from '@latchkey/client';
import { describe, expect, it } from 'vitest';
import { problemKind, toProblem, worthRetrying } from './problem.ts';

describe('a failed request', () => {
  it('[UX-10] keeps the code, the person’s text and the reference that support can search', () => {
    const problem = toProblem(new ApiError('conflict', '内容已被他人更新', 409, { version: 3 }, 'r-1'));
    const expected = {
      code: 'conflict',
      message: '内容已被他人更新',
      status: 409,
      data: { version: 3 },
      requestId: 'r-1',
    };
    expect(problem).toEqual(expected);
  });

  it('[UX-3] becomes offline, no permission, not found or failed, by code and not by text', () => {
    const kinds = [
      new ApiError('offline', '', 0),
      new ApiError('unauthenticated', '', 401),
      new ApiError('wrong_credentials', '', 401),
      new ApiError('forbidden', '', 403),
      new ApiError('not_found', '', 404),
      new Error('boom'),
      'odd',
    ].map((cause) => problemKind(toProblem(cause)));
    expect(kinds).toEqual(['network', 'signed-out', 'failed', 'forbidden', 'not-found', 'failed', 'failed']);
  });

  it('[UX-10] is read again only without a verdict, and twice at most', () => {
    const fault = toProblem(new ApiError('internal', '', 500));
    expect([0, 1, 2].map((failures) => worthRetrying(fault, failures))).toEqual([true, true, false]);
    expect(worthRetrying(toProblem(new ApiError('forbidden', '', 403)), 0)).toBe(false);
  });
});
