import type { ErrorCode } from '@latchkey/contract';
import type { Context } from './context.ts';

/** An expected refusal: its code names status and text in the contract. Anything else that is thrown is a hidden 500. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly data: Record<string, unknown>;
  /**
   * What is to be remembered although the refusal undid everything: the HTTP edge runs it in a transaction of its own, as the
   * system. It may be lost in a crash between the two.
   */
  aftermath: ((ctx: Context) => Promise<void>) | null = null;
  constructor(code: ErrorCode, data: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.data = data;
  }
}

/** The refusal of one input field. `field` is its path, `issue` a short reason. */
export function invalidInput(field: string, issue: string): AppError {
  return new AppError('invalid_input', { field, issue });
}
