/**
 * Visits: the door and the stay.
 * Owns schema `visits` (visits, openings, doors, timeline).
 * Invariants: a visit begins only when the door reported that it opened; a member has one open visit; while an opening
 * of a member or visit is on its way there is no other; only the door's own reports open and close.
 * Lock order: occupancy of a store (advisory), openings, visits, then devices' rows.
 */
import type { z } from 'zod';
import { type EventDefinition, on } from '../../kernel/events.ts';
import type { ModuleParts } from '../../kernel/module.ts';
import { commandAcknowledgedLate, commandSent, commandSettled, eventReceived } from '../devices/index.ts';
import { followDevice, followLate, followSent, followSettled } from './follow-door.ts';
import { releaseAfterPayment } from './leave.ts';
import { sweeps } from './overdue.ts';
import type { VisitsPorts } from './ports.ts';
import { visitsHandlers } from './routes.ts';

export {
  emergency as visitEmergency,
  ended as visitEnded,
  entered as visitEntered,
  exitRequested,
  flagged as visitFlagged,
  helpRequested,
  openingSettled,
} from './events.ts';
export { openDoorForVisit, openDoorOfStore, requestExit } from './leave.ts';
export { mergeVisits } from './merge-visits.ts';
export { openDoor } from './open-door.ts';
export type { VisitsPorts } from './ports.ts';
export type { StaffVisitView } from './present.ts';
export {
  findOpenVisit,
  getStaffVisit,
  getVisit,
  insideCounts,
  openVisitMatters,
  openVisitsForStaff,
  type VisitFacts,
  visitsSummary,
} from './queries.ts';
export { recordTimeline, type TimelineEntry } from './record-timeline.ts';

/** The event of a paid order; orders stand beside visits and pass their own in. */
export type PaidOrderEvent = EventDefinition<z.ZodType<{ orderId: string; visitId: string | null }>>;

export function createVisitsModule(ports: VisitsPorts & { orderPaid: PaidOrderEvent }): ModuleParts {
  return {
    handlers: visitsHandlers(ports),
    sweeps,
    subscriptions: [
      on(commandSent, 'visits.follow_sent', followSent),
      on(commandSettled, 'visits.follow_settled', followSettled),
      on(commandAcknowledgedLate, 'visits.follow_late', followLate),
      on(eventReceived, 'visits.follow_device', (ctx, event) => followDevice(ctx, ports, event)),
      on(ports.orderPaid, 'visits.release_after_payment', async (ctx, { orderId, visitId }) => {
        if (visitId !== null) await releaseAfterPayment(ctx, ports, { visitId, orderId });
      }),
    ],
  };
}
