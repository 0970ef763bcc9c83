import { z } from 'zod';
import { accountKind } from './accounts.ts';

/** Accounts are listed by kind, then id. */
export const accountCursor = z.tuple([accountKind, z.uuid()]);
