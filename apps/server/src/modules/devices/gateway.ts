import {
  ALL_UPLINKS,
  ackPayload,
  downlinkTopic,
  eventPayload,
  onlinePayload,
  parsePayload,
  parseUplinkTopic,
  statePayload,
  type UplinkName,
} from '@latchkey/device-kit';
import { systemActor } from '../../kernel/actor.ts';
import { OFFENCES_TOPIC, offencesMessage, REVOKED_TOPIC } from '../../kernel/broker-terms.ts';
import type { Runtime } from '../../kernel/context.ts';
import { startLoop } from '../../kernel/loop.ts';
import type { MqttBus } from '../../kernel/mqtt.ts';
import { createLanes } from './lanes.ts';
import { createOffenceCounter, type Offend } from './offence-counter.ts';
import { publishTwins, sendQueuedCommands } from './outgoing.ts';
import { createPresenceBook, type PresenceBook } from './presence.ts';
import { settlePresence, settleSilence } from './record-presence.ts';
import { recordEvent, recordState } from './record-report.ts';
import { recordAnswer, settleOverdue } from './settle-command.ts';
import { takeDisconnectsDue } from './store.ts';

const actor = systemActor('devices');
/** Milliseconds after connecting in which every present device's retained presence has come. */
const PRESENCE_SETTLE_MS = 10_000;

/** The MQTT edge: parses what devices say, records it in order per device, gives receipts, and sends what waits. */
export async function startGateway(runtime: Runtime, mqtt: MqttBus): Promise<{ stop(): Promise<void> }> {
  const lanes = createLanes({ concurrency: 8, waitingPerLane: 500, waitingInAll: 20_000 });
  const offences = createOffenceCounter(runtime);
  const { offend } = offences;
  const book = createPresenceBook(runtime, (error) =>
    runtime.log.error({ err: error }, 'presence could not be recorded'),
  );
  const receive = (topic: string, payload: Buffer) => {
    const uplink = parseUplinkTopic(topic);
    if (!uplink) return;
    if (uplink.name === 'online') {
      hearPresence({ runtime, mqtt, presence: book, offend }, uplink.code, payload);
      return;
    }
    const queued = lanes.run(uplink.code, () =>
      take(runtime, mqtt, { ...uplink, payload }, offend).catch((error: unknown) =>
        runtime.log.error({ err: error, topic }, 'a device message could not be recorded; the device sends it again'),
      ),
    );
    if (!queued) offend(uplink.code, 'flood');
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
    loop('devices.commands', 500, () => sendQueuedCommands(runtime, mqtt)),
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
      await book.stop();
      await offences.stop();
    },
  };
}

interface Uplink {
  code: string;
  name: UplinkName;
  payload: Buffer;
}

async function take(runtime: Runtime, mqtt: MqttBus, { code, name, payload }: Uplink, offend: Offend): Promise<void> {
  if (name === 'ack') {
    const message = parsePayload(ackPayload, payload);
    if (!message.ok) return offend(code, message.reason);
    await runtime.transaction(actor, (ctx) => recordAnswer(ctx, { code, answer: message.value }));
    return giveReceipt(mqtt, code, message.value.id);
  }
  if (name === 'evt') {
    const message = parsePayload(eventPayload, payload);
    if (!message.ok) return offend(code, message.reason);
    await runtime.transaction(actor, (ctx) => recordEvent(ctx, { code, event: message.value }));
    return giveReceipt(mqtt, code, message.value.id);
  }
  const message = parsePayload(statePayload, payload);
  if (!message.ok) return offend(code, message.reason);
  return runtime.transaction(actor, (ctx) => recordState(ctx, { code, state: message.value }));
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

/** After the commit: from here on the device need not keep the message. A lost receipt costs one repetition. */
function giveReceipt(mqtt: MqttBus, code: string, id: string): Promise<void> {
  const receipt = { v: 1, ids: [id], at: new Date().toISOString() };
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
