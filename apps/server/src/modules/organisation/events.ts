import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

const id = z.uuid();

export const storeCreated = defineEvent(
  'organisation.store_created',
  z.object({ storeId: id, number: z.string(), name: z.string(), at: z.iso.datetime() }),
);
/** Details, state, agents or door code of a store changed. */
export const storeChanged = defineEvent('organisation.store_changed', z.object({ storeId: id }));
/** ORG-9: devices write it into the door's twin, so that the controller refuses customers by itself. */
export const lockdownChanged = defineEvent(
  'organisation.lockdown_changed',
  z.object({ storeId: id, locked: z.boolean(), reason: z.string(), at: z.iso.datetime() }),
);
