import { alertKind } from '@latchkey/contract';
import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

/** DSK-2: nobody took an alert in its time; `to` says whom it goes on to, `waitedMs` how long it has waited. */
export const alertEscalated = defineEvent(
  'desk.alert_escalated',
  z.object({
    alertId: z.uuid(),
    storeId: z.uuid(),
    visitId: z.uuid().nullable(),
    kind: alertKind,
    to: z.enum(['agents', 'everybody']),
    waitedMs: z.int(),
  }),
);
