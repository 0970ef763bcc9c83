import {
  ALL_UPLINKS,
  ackPayload,
  downlinkTopic,
  eventPayload,
  onlinePayload,
  type Parsed,
  parsePayload,
  parseUplinkTopic,
  statePayload,
  type UplinkName,
} from '@latchkey/device-kit';
import { systemActor } from '../../kernel/actor.ts';
import { OFFENCES_TOPIC, offencesMessage, REVOKED_TOPIC } from '../../kernel/broker-terms.ts';
import type { Runtime } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { startLoop } from '../../kernel/loop.ts';
import type { MqttBus } from '../../kernel/mqtt.ts';
import { createLanes } from './lanes.ts';
import { createOffenceCounter, type Offend } from './offence-counter.ts';
import { createSender, offerSender, publishTwins, type Sender } from './outgoing.ts';
import { createPresenceBook, type PresenceBook } from './presence.ts';
import { settlePresence, settleSilence } from './record-presence.ts';
import { type Report, recordReports } from './record-report.ts';
import { settleOverdue } from './settle-command.ts';
import { createStateBook } from './state-book.ts';
import { takeDisconnectsDue } from './store.ts';

const actor = systemActor('devices');
/** Milliseconds after connecting in which every present device's retained presence has come. */
const PRESENCE_SETTLE_MS = 10_000;

/** The MQTT edge: parses what devices say, records it in order per device, gives receipts, and sends what waits. */
export async function startGateway(runtime: Runtime, mqtt: MqttBus): Promise<{ stop(): Promise<void> }> {
  const offences = createOffenceCounter(runtime);
  const { offend } = offences;
  const book = createPresenceBook(runtime, (error) =>
    runtime.log.error({ err: error }, 'presence could not be recorded'),
  );
  const sender = createSender(runtime, mqtt, (error) =>
    runtime.log.error({ err: error }, 'what was sent could not be recorded'),
  );
  offerSender(runtime.kernel, sender);
  const states = createStateBook(runtime);
  const lanes = createLanes<Report>({
    ...{ concurrency: 8, waitingPerLane: 500, waitingInAll: 20_000, together: 50, gatherMs: 2 },
    work: (code, reports) => take({ runtime, mqtt, sender }, code, reports),
  });
  const queue = (code: string, report: Report): boolean => {
    if ('state' in report) return states.heard(code, report.state);
    // What it said of itself before goes first: an event patches the state.
    for (const state of states.take(code)) lanes.add(code, { state });
    if ('event' in report) states.passed(code, report.event.seq);
    return lanes.add(code, report);
  };
  const receive = (topic: string, payload: Buffer) => {
    const uplink = parseUplinkTopic(topic);
    if (!uplink) return;
    const { code, name } = uplink;
    if (name === 'online') {
      hearPresence({ runtime, mqtt, presence: book, offend }, code, payload);
      return;
    }
    const report = readReport(name, payload);
    if (!report.ok) offend(code, report.reason);
    else if (!queue(code, report.value)) offend(code, 'flood');
  };
  mqtt.subscribe(ALL_UPLINKS, receive);
  mqtt.subscribe(OFFENCES_TOPIC, (_topic, payload) => {
    const message = parsePayload(offencesMessage, payload);
    if (message.ok) for (const { code, offence, count } of message.value.offences) offend(code, offence, count);
  });

  const presence = watchPresence(runtime, mqtt);
  mqtt.onConnect(() => book.forget());
  const loop = (name: string, everyMs: number, run: () => Promise<boolean>) =>
    startLoop({ runtime, name, everyMs, run });
  const loops = [
    loop('devices.commands', 500, () => sender.send()),
    loop('devices.twins', 1_000, () => publishTwins(runtime, mqtt)),
    loop('devices.overdue', 500, async () => (await runtime.transaction(actor, (ctx) => settleOverdue(ctx))) > 0),
    loop('devices.silence', 10_000, async () => (await runtime.transaction(actor, (ctx) => settleSilence(ctx))) >= 100),
    loop('devices.disconnects', 1_000, () => disconnect(runtime, mqtt)),
  ];
  return {
    async stop() {
      presence.stop();
      for (const running of loops) await running.stop();
      await lanes.idle();
      await states.stop();
      await sender.stop();
      await book.stop();
      await offences.stop();
    },
  };
}

/** What a payload says, by the topic it came on. */
function readReport(name: Exclude<UplinkName, 'online'>, payload: Buffer): Parsed<Report> {
  if (name === 'ack') {
    const read = parsePayload(ackPayload, payload);
    return read.ok ? { ok: true, value: { answer: read.value } } : read;
  }
  if (name === 'evt') {
    const read = parsePayload(eventPayload, payload);
    return read.ok ? { ok: true, value: { event: read.value } } : read;
  }
  const read = parsePayload(statePayload, payload);
  return read.ok ? { ok: true, value: { state: read.value } } : read;
}

interface Edge {
  runtime: Runtime;
  mqtt: MqttBus;
  sender: Sender;
}

/**
 * Records what a device said in one breath, with what follows from it at once, in one transaction. When that fails, each report
 * goes on its own, and what follows has its own retries: a report that cannot be recorded keeps none of the others away.
 */
async function take(edge: Edge, code: string, reports: readonly Report[]): Promise<void> {
  const { log } = edge.runtime;
  try {
    return await record(edge, code, reports, true);
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') {
      log.error({ err: error, code }, 'what a device said could not be recorded; it says it again');
      return;
    }
    log.warn(
      { err: error, code, reports: reports.length },
      'reports could not be recorded together; each goes on its own',
    );
  }
  for (const report of reports)
    await record(edge, code, [report], false).catch((error: unknown) =>
      log.error({ err: error, code }, 'a device message could not be recorded; the device sends it again'),
    );
}

async function record(
  { runtime, mqtt, sender }: Edge,
  code: string,
  reports: readonly Report[],
  atOnce: boolean,
): Promise<void> {
  const { sentAt } = sender;
  await runtime.transaction(actor, (ctx) => recordReports({ ...ctx, atOnce }, { code, reports, sentAt }));
  const ids: string[] = [];
  for (const report of reports) {
    if ('answer' in report) {
      ids.push(report.answer.id);
      sender.answered(report.answer.id);
    } else if ('event' in report) ids.push(report.event.id);
  }
  if (ids.length > 0) await giveReceipt(mqtt, code, ids);
}

interface PresenceEdge {
  runtime: Runtime;
  mqtt: MqttBus;
  presence: PresenceBook;
  offend: Offend;
}

/** A heartbeat is answered with the servers' time at once: the device judges by it whether a command is still alive. */
function hearPresence({ runtime, mqtt, presence, offend }: PresenceEdge, code: string, payload: Buffer): void {
  const message = parsePayload(onlinePayload, payload);
  if (!message.ok) {
    offend(code, message.reason);
    return;
  }
  const { online, beat } = message.value;
  if (online && beat !== undefined) {
    const at = runtime.kernel.clock.now().toISOString();
    mqtt.publish(downlinkTopic(code, 'time'), { v: 1, beat, at }, { qos: 0 }).catch(() => undefined);
  }
  presence.heard(code, online);
}

/** After the commit: from here on the device need not keep the messages. A lost receipt costs one repetition. */
function giveReceipt(mqtt: MqttBus, code: string, ids: readonly string[]): Promise<void> {
  const receipt = { v: 1, ids, at: new Date().toISOString() };
  return mqtt.publish(downlinkTopic(code, 'rcpt'), receipt, { qos: 0 }).catch(() => undefined);
}

function watchPresence(runtime: Runtime, mqtt: MqttBus): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  mqtt.onConnect(() => {
    const since = runtime.kernel.clock.now();
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!mqtt.connected()) return;
      runtime
        .transaction(actor, (ctx) => settlePresence(ctx, { since }))
        .catch((error: unknown) => runtime.log.error({ err: error }, 'presence could not be settled'));
    }, PRESENCE_SETTLE_MS);
  });
  return { stop: () => clearTimeout(timer) };
}

async function disconnect(runtime: Runtime, mqtt: MqttBus): Promise<boolean> {
  if (!mqtt.connected()) return false;
  const codes = await runtime.database.transaction((tx) => takeDisconnectsDue(tx));
  if (codes.length > 0) await mqtt.publish(REVOKED_TOPIC, { codes });
  return false;
}
