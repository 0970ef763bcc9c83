import { z } from 'zod';
import { accountKind } from './account-rules.ts';

/** Accounts are listed by kind, then id. */
export const accountCursor = z.tuple([accountKind, z.uuid()]);

/** Days are listed by date, then store. */
export const dayCursor = z.tuple([z.iso.date(), z.uuid()]);

/** Stores' funds are listed by balance; the cursor is the last store shown. */
export const nameCursor = z.tuple([z.uuid()]);
