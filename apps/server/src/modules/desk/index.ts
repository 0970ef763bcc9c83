/**
 * Desk: what agents see and do. The board of stores in their scope, alerts, actions on visits and doors.
 * Owns schema `desk` (alerts, services).
 * Invariants: an alert of a kind is open once for a visit or device, and is passed on once a step while nobody takes it;
 * a service ends with the device's own outcome.
 * Lock order: visits' and devices' rows first (through their verbs), then services, then alerts.
 */
import type { ModuleParts } from '../../kernel/module.ts';
import type { VisitsPorts } from '../visits/index.ts';
import { powerSweep } from './act-on-session.ts';
import { escalationSweep } from './escalate.ts';
import { subscriptions } from './listen.ts';
import { deskHandlers } from './routes.ts';
import { sessionHandlers } from './routes-sessions.ts';

export { actOnStore, actOnVisit } from './act.ts';
export { closeAlert, takeAlert } from './answer-alert.ts';
export { decideByAgent } from './decide-case.ts';
export { alertEscalated } from './events.ts';

/** The ports are those of visits: the board shows visits with their carts and orders. */
export const createDeskModule = (ports: VisitsPorts): ModuleParts => ({
  handlers: { ...deskHandlers(ports), ...sessionHandlers },
  subscriptions,
  sweeps: [escalationSweep, powerSweep],
});
