/**
 * Visits: the door and the stay.
 * Owns schema `visits` (visits, openings, doors, timeline, cases, offline_codes, birth_dates).
 * Invariants: a visit begins only when the door reported that it opened; a member has one open visit; while an opening
 * of a member or visit is on its way there is no other; only the door's own reports open and close.
 * Lock order: a door (advisory), occupancy of a store (advisory), visits, openings, then devices' rows.
 */
import type { ModuleParts } from '../../kernel/module.ts';
import type { SealedColumn } from '../../kernel/reseal.ts';
import { type PaidOrderEvent, subscriptions } from './listen.ts';
import { sweeps } from './overdue.ts';
import type { VisitsPorts } from './ports.ts';
import { visitsHandlers } from './routes.ts';

export { type CaseCursor, type CaseFacts, caseTraces, getCase, listCases, openCaseCounts } from './case-queries.ts';
export { decideCase } from './decide-case.ts';
export { birthDateData } from './declare-birth-date.ts';
export {
  caseDecided,
  caseOpened,
  doorLeftOpen,
  emergency as visitEmergency,
  ended as visitEnded,
  entered as visitEntered,
  entryRefused,
  exitRequested,
  flagged as visitFlagged,
  helpRequested,
  offlineEntry,
  openingSettled,
} from './events.ts';
export { callHelp, emergencyExit, exitAgain, openDoorForVisit, openDoorOfStore, requestExit } from './leave.ts';
export type { PaidOrderEvent } from './listen.ts';
export { mergeVisits } from './merge-visits.ts';
export { openDoor } from './open-door.ts';
export type { VisitsPorts } from './ports.ts';
export { type StaffVisitView, staffOpenings } from './present.ts';
export {
  findOpenVisit,
  getStaffVisit,
  getVisit,
  insideCounts,
  openVisitMatters,
  openVisitsForStaff,
  type VisitFacts,
  visitsPersonalData,
  visitsSummary,
} from './queries.ts';
export { recordTimeline, type TimelineEntry } from './record-timeline.ts';

/** PLT-8: what is sealed here with the master keys. */
export const visitsSealedColumns: readonly SealedColumn[] = [
  { table: 'visits.birth_dates', column: 'born_on_sealed', purpose: 'birth_date' },
];

export const createVisitsModule = (ports: VisitsPorts & { orderPaid: PaidOrderEvent }): ModuleParts => ({
  handlers: visitsHandlers(ports),
  sweeps: sweeps(ports),
  subscriptions: subscriptions(ports, ports.orderPaid),
});
