import { z } from 'zod';

/** Statements and plans are listed by a number that only grows. */
export const positionCursor = z.tuple([z.int()]);
