import { z } from 'zod';
import { accountKind } from './account-rules.ts';

/** Accounts are listed by kind, then id. */
export const accountCursor = z.tuple([accountKind, z.uuid()]);
