import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

/** A store's prices have a new version, which holds from an instant on. */
export const tariffPublished = defineEvent(
  'tariffs.published',
  z.object({ storeId: z.uuid(), versionId: z.uuid(), number: z.int(), effectiveFrom: z.string() }),
);

/** A day is no longer what it was: for one store, or for every store in China (null). */
export const specialDaySet = defineEvent(
  'tariffs.special_day_set',
  z.object({ storeId: z.uuid().nullable(), date: z.string() }),
);
