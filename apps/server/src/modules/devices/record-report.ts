import { type AckPayload, type EventPayload, findKind, type StatePayload } from '@latchkey/device-kit';
import { z } from 'zod';
import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { changeFaults } from './change-faults.ts';
import { type CommandRow, insertEvents, lockCommandsOfDevice } from './command-store.ts';
import { recordOffence } from './count-offence.ts';
import { eventReceived } from './events.ts';
import { activeCodes, lockFreeDevicesByCode } from './presence-store.ts';
import { answerShowsSkew, eventShowsSkew, faultsOfState, patchOfEvent, SILENCE } from './rules.ts';
import { takeAnswer } from './settle-command.ts';
import { type DeviceRow, lockActiveDeviceByCode, raiseDesiredVersion, updateReported } from './store.ts';

/** Faults that a state report does not speak about. */
const OTHER_SOURCES = ['clock_skew', SILENCE];

const uuid = z.uuid();

/** What a device says: an answer to a command, an event, or its state. */
export type Report = { answer: AckPayload } | { event: EventPayload } | { state: StatePayload };

export interface Reports {
  code: string;
  /** In the order in which they were said. */
  reports: readonly Report[];
  /** When this server published a command that is not marked as sent yet. */
  sentAt?: (commandId: string) => Date | null;
}

/** A locked device as the reports change it; it is written once, after the last of them. */
interface Draft {
  device: DeviceRow;
  /** The version of the state report among them. */
  version: number | null;
  changed: boolean;
  /** Its store's screens are told once. */
  tell: boolean;
}

/**
 * Records what one device said, in order, in one transaction. Repeats change nothing. What its kind does not declare is counted
 * and dropped. Lock order: commands, then the device.
 */
export async function recordReports(ctx: Context, { code, reports, sentAt = () => null }: Reports): Promise<void> {
  requireSystem(ctx.actor);
  const answered = reports.flatMap((report) =>
    'answer' in report && uuid.safeParse(report.answer.id).success ? [report.answer.id] : [],
  );
  const [commands, device] = await Promise.all([
    answered.length > 0 ? lockCommandsOfDevice(ctx.tx, answered, code) : [],
    lockActiveDeviceByCode(ctx.tx, code),
  ]);
  const draft = device && { device, version: null, changed: false, tell: false };
  // Travels with the first locks that an answer takes.
  const stored = device ? storeEvents(ctx, device, reports) : Promise.resolve(new Map<string, Fields>());
  stored.catch(() => undefined);
  for (const report of reports) {
    if ('answer' in report) {
      const command = commands.find(({ id }) => id === report.answer.id.toLowerCase());
      if (!command) await recordOffence(ctx, { code, offence: 'unknown_command', count: 1 });
      else if ((await takeAnswer(ctx, command, report.answer, sentAt(command.id))) && draft)
        await judgeClock(ctx, draft, command, report.answer);
    } else if (!draft) await recordOffence(ctx, { code, offence: 'unknown_device', count: 1 });
    else if ('event' in report) await takeEvent(ctx, draft, report.event, await stored);
    else await takeState(ctx, draft, report.state);
  }
  await stored;
  if (draft) await finish(ctx, draft);
}

/** States of a device in the order in which it told them, and the last event that this server heard of it before. */
export interface HeardStates {
  code: string;
  states: readonly StatePayload[];
  afterSeq: number | null;
}

/**
 * Records the states of several devices in one transaction; answers those whose devices were busy, of which nothing is recorded. What
 * was overtaken by an event of its device says nothing new: the device reports again after each of its events.
 */
export async function recordStates(ctx: Context, heard: readonly HeardStates[]): Promise<HeardStates[]> {
  requireSystem(ctx.actor);
  const devices = await lockFreeDevicesByCode(
    ctx.tx,
    heard.map(({ code }) => code),
  );
  const byCode = new Map(devices.map((device) => [device.code, device]));
  const missing = heard.filter(({ code }) => !byCode.has(code));
  const known =
    missing.length === 0
      ? new Set<string>()
      : await activeCodes(
          ctx.tx,
          missing.map(({ code }) => code),
        );
  for (const one of heard) {
    const device = byCode.get(one.code);
    if (device) await takeStates(ctx, device, one);
    else if (!known.has(one.code))
      await recordOffence(ctx, { code: one.code, offence: 'unknown_device', count: one.states.length });
  }
  return missing.filter(({ code }) => known.has(code));
}

/** The same for one device, which is waited for. */
export async function recordStatesOf(ctx: Context, heard: HeardStates): Promise<void> {
  requireSystem(ctx.actor);
  const device = await lockActiveDeviceByCode(ctx.tx, heard.code);
  if (device) await takeStates(ctx, device, heard);
  else await recordOffence(ctx, { code: heard.code, offence: 'unknown_device', count: heard.states.length });
}

async function takeStates(ctx: Context, device: DeviceRow, { states, afterSeq }: HeardStates): Promise<void> {
  if (afterSeq !== null && device.last_event_seq > afterSeq) return;
  const draft: Draft = { device, version: null, changed: false, tell: false };
  for (const state of states) await takeState(ctx, draft, state);
  await finish(ctx, draft);
}

/** One event; see `recordReports`. */
export const recordEvent = (ctx: Context, { code, event }: { code: string; event: EventPayload }): Promise<void> =>
  recordReports(ctx, { code, reports: [{ event }] });

/** One state; see `recordReports`. */
export const recordState = (ctx: Context, { code, state }: { code: string; state: StatePayload }): Promise<void> =>
  recordReports(ctx, { code, reports: [{ state }] });

/** One answer to a command; see `recordReports`. */
export const recordAnswer = (ctx: Context, { code, answer }: { code: string; answer: AckPayload }): Promise<void> =>
  recordReports(ctx, { code, reports: [{ answer }] });

type Fields = Record<string, unknown>;

const declaredData = (device: DeviceRow, event: EventPayload) =>
  findKind(device.kind)?.events[event.name]?.safeParse(event.data);

/** Stores the events that the kind declares; answers the data of those that were not known, by the device's ids. */
async function storeEvents(ctx: Context, device: DeviceRow, reports: readonly Report[]): Promise<Map<string, Fields>> {
  const declared = new Map<string, { event: EventPayload; fields: Fields }>();
  for (const report of reports) {
    if (!('event' in report) || declared.has(report.event.id)) continue;
    const data = declaredData(device, report.event);
    if (data?.success) declared.set(report.event.id, { event: report.event, fields: data.data as Fields });
  }
  const known = await insertEvents(
    ctx.tx,
    [...declared.values()].map(({ event, fields }) => ({
      ...{ id: newId(), deviceId: device.id, eventId: event.id, storeId: device.store_id, seq: event.seq },
      ...{ name: event.name, data: fields, at: new Date(event.at), receivedAt: ctx.now },
    })),
  );
  return new Map([...declared].flatMap(([id, { fields }]) => (known.has(id) ? [[id, fields] as const] : [])));
}

async function takeEvent(ctx: Context, draft: Draft, event: EventPayload, fresh: Map<string, Fields>): Promise<void> {
  const { device } = draft;
  const { id: deviceId, store_id: storeId, kind, code } = device;
  if (!declaredData(device, event)?.success) return recordOffence(ctx, { code, offence: 'undeclared', count: 1 });
  const data = fresh.get(event.id);
  if (!data) return;
  fresh.delete(event.id);
  const at = new Date(event.at);
  const patch = patchOfEvent(event.name);
  // A later event may have spoken before: what is known never goes back to an older state.
  if (patch && event.seq > device.last_event_seq) {
    device.reported = { ...device.reported, ...patch };
    device.last_event_seq = event.seq;
    draft.changed = true;
  }
  if (eventShowsSkew(at, ctx.now)) {
    await changeFaults(ctx, device, ['clock_skew'], []);
    draft.changed = true;
  }
  const times = { at: at.toISOString(), receivedAt: ctx.now.toISOString() };
  await emit(ctx, eventReceived, { deviceId, storeId, kind, name: event.name, data, seq: event.seq, ...times });
  if (storeId) news(ctx, `store:${storeId}`, 'device.changed', { id: deviceId, storeId, kind: event.name });
}

/** Stores the reported half of a twin and the faults it tells. */
async function takeState(ctx: Context, draft: Draft, state: StatePayload): Promise<void> {
  const { device } = draft;
  const reported = findKind(device.kind)?.reported.safeParse(state.reported);
  if (!reported?.success) return recordOffence(ctx, { code: device.code, offence: 'undeclared', count: 1 });
  if (state.version > device.desired_version) return catchUp(ctx, device, state.version);
  if (draft.version !== null && draft.version !== state.version) await write(ctx, draft);
  const fields = reported.data as Fields;
  device.reported = fields;
  draft.version = state.version;
  draft.changed = true;
  draft.tell = true;
  if (state.version < device.desired_version) ctx.afterCommit.hints.add('devices.twins');
  const told = faultsOfState(fields);
  const gone = device.faults.filter((fault) => !told.includes(fault) && !OTHER_SOURCES.includes(fault));
  await changeFaults(ctx, device, told, gone);
}

/** An answer shows whether the device's clock is right. */
async function judgeClock(ctx: Context, draft: Draft, command: CommandRow, answer: AckPayload): Promise<void> {
  const skewed = answerShowsSkew(new Date(answer.at), command.requested_at, ctx.now);
  await changeFaults(ctx, draft.device, skewed ? ['clock_skew'] : [], skewed ? [] : ['clock_skew']);
  draft.changed = true;
  draft.tell = true;
}

async function finish(ctx: Context, draft: Draft): Promise<void> {
  await write(ctx, draft);
  const { id, store_id: storeId } = draft.device;
  if (draft.tell && storeId) news(ctx, `store:${storeId}`, 'device.changed', { id, storeId });
}

async function write(ctx: Context, draft: Draft): Promise<void> {
  if (!draft.changed) return;
  const { id, reported, faults, last_event_seq: lastEventSeq } = draft.device;
  await updateReported(ctx.tx, { id, reported, faults, lastEventSeq, version: draft.version, now: ctx.now });
  draft.changed = false;
}

/** Versions beyond this are no count of anything. */
const FAR_VERSION = 1_000_000_000;

/**
 * DEV-3: a device speaks of a desired state that nobody here sent: it lies, or the database came back from a backup. It would take
 * nothing older, so the desired state goes out again with a version beyond.
 */
async function catchUp(ctx: Context, device: DeviceRow, version: number): Promise<void> {
  if (version < FAR_VERSION) {
    await raiseDesiredVersion(ctx.tx, device.id, version + 1);
    ctx.afterCommit.hints.add('devices.twins');
  }
  await recordOffence(ctx, { code: device.code, offence: 'undeclared', count: 1 });
}
