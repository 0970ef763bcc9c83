import type { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { newId, shortNumber } from '../../kernel/ids.ts';
import type { commandAcknowledgedLate, commandSent, commandSettled, eventReceived } from '../devices/index.ts';
import { doorLeftOpen, emergency, ended, entered, flagged } from './events.ts';
import { openCase, settleCaseOf } from './follow-cases.ts';
import { type Held, hold, move } from './hold-opening.ts';
import { mergeOfflineEntry, spendOfflineCode } from './merge-offline-entry.ts';
import { insertReportedOpening } from './new-opening-store.ts';
import {
  countPassing,
  findClosingAfter,
  findUnclosed,
  lockDoor,
  markAcknowledgedLate,
  markClosed,
  markOpened,
  markOpeningAcknowledged,
  markOpeningSent,
  type OpeningRow,
  rememberClosing,
  settleOpening,
} from './opening-store.ts';
import type { VisitsPorts } from './ports.ts';
import { recordTimeline } from './record-timeline.ts';
import { endingOf, HOLD_MS, isExit, UNUSED_GRACE_MS } from './rules.ts';
import {
  addFlag,
  endVisit,
  findOpenVisitOf,
  findVisitSince,
  insertVisit,
  lockVisit,
  openVisitsIn,
  type VisitRow,
} from './store.ts';
import { tellOpening, tellSettled, tellVisit } from './tell.ts';

type Sent = z.output<(typeof commandSent)['payload']>;
type Settled = z.output<(typeof commandSettled)['payload']>;
type Late = z.output<(typeof commandAcknowledgedLate)['payload']>;
type DeviceEvent = z.output<(typeof eventReceived)['payload']>;

/** Milliseconds before a count of people in which an opening explains them. */
const PASSING_WINDOW_MS = 30_000;

const openingIdOf = (payload: { reference: { kind: string; id: string } | null }) =>
  payload.reference?.kind === 'opening' ? payload.reference.id : null;

export async function followSent(ctx: Context, payload: Sent): Promise<void> {
  const id = openingIdOf(payload);
  const opening = id === null ? null : await markOpeningSent(ctx.tx, id, new Date(payload.sentAt));
  if (opening) tellOpening(ctx, opening);
}

/** The controller's answer: the lock is released, or why it is not. */
export async function followSettled(ctx: Context, payload: Settled): Promise<void> {
  const id = openingIdOf(payload);
  const held = id === null ? null : await hold(ctx, { id });
  if (!held) return;
  const { opening } = held;
  const at = new Date(payload.at);
  if (payload.state === 'acknowledged') return released(ctx, held, payload, at);
  const end = { state: payload.state, code: payload.code, at };
  if (!(await settleOpening(ctx.tx, opening.id, end))) return;
  if (opening.visit_id) {
    const detail = { purpose: opening.purpose, state: payload.state, code: payload.code };
    await recordTimeline(ctx, opening.visit_id, { name: 'door.failed', actor: 'device', at, detail });
  }
  await tellSettled(ctx, { ...opening, state: payload.state, code: payload.code });
}

async function released(ctx: Context, { opening, visit }: Held, payload: Settled, at: Date): Promise<void> {
  const { id, purpose, state } = opening;
  const sentAt = payload.sentAt === null ? null : new Date(payload.sentAt);
  const unusedAt = new Date(at.getTime() + HOLD_MS + UNUSED_GRACE_MS);
  await markOpeningAcknowledged(ctx.tx, { id, sentAt, at, unusedAt });
  if (visit) {
    const detail = { purpose, openingId: id };
    await recordTimeline(ctx, visit.id, { name: 'door.released', actor: 'device', at, detail });
    if (isExit(purpose)) await move(ctx, visit, 'leaving', ctx.now);
  }
  tellOpening(ctx, { ...opening, state: state === 'requested' || state === 'sent' ? 'acknowledged' : state });
}

/** An answer after the time-out is recorded and shown; only the door's own report of opening changes the visit. */
export async function followLate(ctx: Context, payload: Late): Promise<void> {
  const id = openingIdOf(payload);
  const opening = id === null ? null : (await hold(ctx, { id }))?.opening;
  if (!opening) return;
  await markAcknowledgedLate(ctx.tx, opening.id, new Date(payload.at));
  if (opening.visit_id) {
    const detail = { outcome: payload.outcome, purpose: opening.purpose };
    await recordTimeline(ctx, opening.visit_id, { name: 'door.answered_late', actor: 'device', detail });
  }
  tellOpening(ctx, opening);
}

/** What `followDevice` does something about. */
export const movesVisit = ({ name, storeId, data }: DeviceEvent): boolean =>
  storeId !== null &&
  (['door.opened', 'door.closed', 'people.in', 'door.held_open', 'door.forced'].includes(name) ||
    (name === 'door.unlocked' && data.reason === 'offline_code'));

/** Moves openings and visits by what the door and the counter report. */
export async function followDevice(ctx: Context, ports: VisitsPorts, event: DeviceEvent): Promise<void> {
  const { storeId } = event;
  if (storeId === null) return;
  if (event.name === 'door.opened') await followOpened(ctx, ports, { ...event, storeId });
  else if (event.name === 'door.closed') await followClosed(ctx, ports, event);
  else if (event.name === 'people.in') await followPassing(ctx, { ...event, storeId });
  else if (event.name === 'door.unlocked') await spendOfflineCode(ctx, { ...event, storeId });
  else if (event.name === 'door.held_open' || event.name === 'door.forced') await noteDoor(ctx, { ...event, storeId });
}

type StoreEvent = DeviceEvent & { storeId: string };

async function followOpened(ctx: Context, ports: VisitsPorts, event: StoreEvent): Promise<void> {
  const { deviceId, seq } = event;
  const { commandId, reason } = event.data;
  const at = new Date(event.receivedAt);
  const [, closing, held] = await Promise.all([
    lockDoor(ctx.tx, deviceId),
    findClosingAfter(ctx.db, deviceId, seq),
    typeof commandId === 'string' ? hold(ctx, { commandId }) : null,
  ]);
  if (held?.opening.opened_at === null) await opened(ctx, held, { at, seq });
  if (typeof commandId !== 'string' && reason === 'exit_button') await leftByButton(ctx, ports, event, at);
  if (typeof commandId !== 'string' && reason === 'offline_code') {
    const opening = await mergeOfflineEntry(ctx, event);
    const visit = opening?.visit_id ? await lockVisit(ctx.tx, opening.visit_id) : null;
    if (opening?.opened_at) await opened(ctx, { opening, visit }, { at: opening.opened_at, seq });
  }
  if (closing) await close(ctx, ports, deviceId, closing.closed_seq, closing.closed_at);
}

async function opened(ctx: Context, held: Held, { at, seq }: { at: Date; seq: number }): Promise<void> {
  const { opening } = held;
  const visit = held.visit ?? (await visitOfOpening(ctx, opening, at));
  await markOpened(ctx.tx, opening.id, { at, seq, visitId: visit?.id ?? null });
  if (visit) {
    const state = isExit(opening.purpose) ? 'leaving' : opening.purpose === 're_entry' ? 'inside' : null;
    if (state) await move(ctx, visit, state, at);
    const detail = { purpose: opening.purpose, openingId: opening.id };
    await recordTimeline(ctx, visit.id, { name: 'door.opened', actor: 'device', at, detail });
  }
  await tellSettled(ctx, { ...opening, state: 'opened', code: null, visit_id: visit?.id ?? opening.visit_id });
}

/** VIS-3: the visit of an opening; an entry begins one now, because the door has really opened. */
async function visitOfOpening(ctx: Context, opening: OpeningRow, at: Date): Promise<VisitRow | null> {
  if (opening.purpose !== 'entry' || opening.member_id === null) return null;
  const { store_id: storeId, member_id: memberId } = opening;
  // News of a door may be late: whoever asked again meanwhile and came in has that one visit, not a second one for ever.
  const known = await findVisitSince(ctx.db, memberId, storeId, at);
  if (known) return lockVisit(ctx.tx, known.id);
  const visit = await insertVisit(ctx.tx, { id: newId(), number: shortNumber('V', at), storeId, memberId, at });
  if (!visit) return findOpenVisitOf(ctx.db, memberId);
  await recordTimeline(ctx, visit.id, { name: 'visit.entered', actor: 'customer', at });
  const { id: visitId, first_visit: firstVisit } = visit;
  await emit(ctx, entered, { visitId, storeId, memberId, at: at.toISOString(), firstVisit });
  tellVisit(ctx, visit, visit.state);
  return visit;
}

/** Somebody went out by the exit button. With one visit inside it is theirs; with several only an agent can tell. */
async function leftByButton(ctx: Context, ports: VisitsPorts, event: StoreEvent, at: Date): Promise<void> {
  const { storeId, deviceId } = event;
  const inside = await openVisitsIn(ctx.db, [storeId]);
  const visit = inside.length === 1 ? (inside[0] ?? null) : null;
  await insertReportedOpening(ctx.tx, {
    id: newId(),
    storeId,
    deviceId,
    visitId: visit?.id ?? null,
    memberId: visit?.member_id ?? null,
    purpose: 'emergency',
    offlineCodeId: null,
    at,
    seq: event.seq,
  });
  if (inside.length === 0 || visit?.paid_at) return;
  for (const flaggedVisit of inside) {
    await addFlag(ctx.tx, flaggedVisit.id, 'emergency');
    const detail = { sure: inside.length === 1 };
    await recordTimeline(ctx, flaggedVisit.id, { name: 'visit.exit_button', actor: 'device', at, detail });
  }
  if (visit) {
    const cart = (await ports.cartSummaries(ctx, [visit.id])).get(visit.id);
    if (cart && cart.lines > 0) await addFlag(ctx.tx, visit.id, 'unpaid_cart');
  }
  const memberId = visit?.member_id ?? null;
  await emit(ctx, emergency, {
    storeId,
    visitId: visit?.id ?? null,
    memberId,
    at: at.toISOString(),
    by: 'exit_button',
  });
}

async function followClosed(ctx: Context, ports: VisitsPorts, event: DeviceEvent): Promise<void> {
  const at = new Date(event.receivedAt);
  const locked = lockDoor(ctx.tx, event.deviceId);
  await rememberClosing(ctx.tx, event.deviceId, event.seq, at);
  await Promise.all([locked, close(ctx, ports, event.deviceId, event.seq, at)]);
}

/** The door, which is locked, has closed: who came in is inside, who went out has left. */
async function close(ctx: Context, ports: VisitsPorts, deviceId: string, seq: number, at: Date): Promise<void> {
  for (const opening of await findUnclosed(ctx.db, deviceId, seq)) {
    const [visit, closed] = await Promise.all([
      opening.visit_id === null ? null : lockVisit(ctx.tx, opening.visit_id),
      markClosed(ctx.tx, opening.id, at),
    ]);
    if (!closed || visit === null) continue;
    await recordTimeline(ctx, visit.id, { name: 'door.closed', actor: 'device', at });
    if (isExit(opening.purpose)) await leave(ctx, ports, visit, opening, at);
    else if (visit.state === 'entering') await move(ctx, visit, 'inside', at);
  }
}

async function leave(ctx: Context, ports: VisitsPorts, visit: VisitRow, opening: OpeningRow, at: Date): Promise<void> {
  const cart = (await ports.cartSummaries(ctx, [visit.id])).get(visit.id);
  const end = endingOf({
    paid: visit.paid_at !== null,
    purpose: opening.purpose,
    unpaidLines: cart?.lines ?? 0,
    button: opening.requested_by_kind === 'device',
  });
  await finishVisit(ctx, visit, { ...end, at });
  if (end.state === 'abnormal') await openCase(ctx, visit, 'unpaid');
}

/** Ends a visit and tells it; an ended one stays as it is. */
export async function finishVisit(
  ctx: Context,
  visit: VisitRow,
  end: { state: 'ended' | 'timed_out' | 'abnormal'; ending: VisitRow['ending'] & string; at: Date },
): Promise<void> {
  if (!(await endVisit(ctx.tx, visit.id, end))) return;
  const { id: visitId, store_id: storeId, member_id: memberId } = visit;
  await recordTimeline(ctx, visitId, { name: 'visit.ended', at: end.at, detail: { ending: end.ending } });
  await emit(ctx, ended, { visitId, storeId, memberId, ending: end.ending, at: end.at.toISOString() });
  if (end.state === 'ended') await settleCaseOf(ctx, visit);
  tellVisit(ctx, visit, end.state);
}

/** VIS-10: two people counted for one opening flag the visit. */
async function followPassing(ctx: Context, event: StoreEvent): Promise<void> {
  const count = typeof event.data.count === 'number' ? event.data.count : 1;
  const since = new Date(Date.parse(event.receivedAt) - PASSING_WINDOW_MS);
  const opening = await countPassing(ctx.tx, event.storeId, since, count);
  if (!opening?.visit_id || opening.counted_in <= 1) return;
  const visit = await lockVisit(ctx.tx, opening.visit_id);
  if (!(await addFlag(ctx.tx, visit.id, 'tailgating'))) return;
  const detail = { counted: opening.counted_in };
  await recordTimeline(ctx, visit.id, { name: 'visit.tailgating', actor: 'device', detail });
  const { id: visitId, store_id: storeId, member_id: memberId } = visit;
  await emit(ctx, flagged, { visitId, storeId, memberId, flag: 'tailgating', at: ctx.now.toISOString() });
  tellVisit(ctx, visit, visit.state);
}

async function noteDoor(ctx: Context, event: StoreEvent): Promise<void> {
  for (const visit of await openVisitsIn(ctx.db, [event.storeId])) {
    await recordTimeline(ctx, visit.id, { name: event.name, actor: 'device', at: new Date(event.receivedAt) });
  }
  if (event.name !== 'door.held_open') return;
  const passed = await findUnclosed(ctx.db, event.deviceId, event.seq);
  const last = passed.filter((opening) => opening.member_id !== null).at(-1);
  if (!last?.member_id) return;
  const { visit_id: visitId, store_id: storeId, member_id: memberId } = last;
  await emit(ctx, doorLeftOpen, { visitId, storeId, memberId, at: event.receivedAt });
}
