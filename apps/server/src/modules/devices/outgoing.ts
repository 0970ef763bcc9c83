import { downlinkTopic } from '@latchkey/device-kit';
import { systemActor } from '../../kernel/actor.ts';
import type { Kernel, Runtime } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import type { MqttBus } from '../../kernel/mqtt.ts';
import { type ClaimedCommand, claimQueued, markSent, releaseLease } from './command-store.ts';
import { commandSent } from './events.ts';
import { offlineKeys } from './offline-key.ts';
import { identity } from './settle-command.ts';
import { lockUnpublishedTwins, markPublished } from './store.ts';

const actor = systemActor('devices');
export const LEASE_MS = 3_000;
const BATCH = 50;

/**
 * Claims queued commands and publishes them; answers those that left. Crash windows: after the claim the lease runs out and
 * another round sends it; after the publishing the same id goes out again, and the device knows it. An expired command is never
 * claimed.
 */
async function publishQueued(
  runtime: Runtime,
  mqtt: MqttBus,
  leaving: (ids: readonly string[]) => void = () => {},
): Promise<{ sent: string[]; failed: string[]; more: boolean }> {
  if (!mqtt.connected()) return { sent: [], failed: [], more: false };
  const claimed = await claimQueued(runtime.database, runtime.kernel.clock.now(), LEASE_MS, BATCH);
  leaving(claimed.map((command) => command.id));
  const results = await Promise.allSettled(claimed.map((command) => publish(mqtt, command)));
  const idsOf = (status: string) => claimed.filter((_, at) => results[at]?.status === status).map(({ id }) => id);
  const failed = idsOf('rejected');
  if (failed.length > 0) await runtime.database.transaction((tx) => releaseLease(tx, failed));
  return { sent: idsOf('fulfilled'), failed, more: claimed.length === BATCH };
}

/** Records when commands left and tells it; one that was answered meanwhile keeps its outcome. */
async function recordSent(runtime: Runtime, sent: readonly string[], at: Date): Promise<void> {
  if (sent.length === 0) return;
  await runtime.transaction(actor, async (ctx) => {
    for (const command of await markSent(ctx.tx, sent, at))
      await emit(ctx, commandSent, { ...identity(command), sentAt: (command.sent_at ?? at).toISOString() });
  });
}

/** Publishes queued commands and records it at once. True when there may be more. */
export async function sendQueuedCommands(runtime: Runtime, mqtt: MqttBus): Promise<boolean> {
  const { sent, more } = await publishQueued(runtime, mqtt);
  await recordSent(runtime, sent, runtime.kernel.clock.now());
  return more;
}

/** Milliseconds between records of what was sent: most commands are answered before the next. */
const RECORD_EVERY_MS = 400;

/** What leaves. */
export type Departing = Pick<ClaimedCommand, 'id' | 'device_code' | 'name' | 'args' | 'requested_at' | 'expires_at'>;

export interface Sender {
  /** One round; true when there may be more. */
  send(): Promise<boolean>;
  /** Whether what is queued now can leave from here. */
  ready(): boolean;
  /** Sends a command that was queued with a lease of ours, right after its commit: nobody has to claim it. */
  sendLeased(command: Departing): void;
  /** When a command left whose sending is not recorded yet. */
  sentAt(commandId: string): Date | null;
  /** The command's answer is recorded, and the sending with it. */
  answered(commandId: string): void;
  stop(): Promise<void>;
}

/**
 * Sends commands and leaves the record of it to the answer, which mostly comes within milliseconds; what is not answered soon
 * is recorded for itself, well before the lease ends.
 */
const senders = new WeakMap<Kernel, Sender>();

/** Lets what is queued by this server leave by its own sender. */
export const offerSender = (kernel: Kernel, sender: Sender): void => void senders.set(kernel, sender);

/** The sender of this server, where it has one and can reach the broker. */
export function readySender(kernel: Kernel): Sender | null {
  const sender = senders.get(kernel);
  return sender?.ready() ? sender : null;
}

export function createSender(runtime: Runtime, mqtt: MqttBus, onError: (error: unknown) => void): Sender {
  const unrecorded = new Map<string, { at: Date; left: boolean }>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let working: Promise<void> = Promise.resolve();

  const record = async () => {
    const due = [...unrecorded].filter(([, { left }]) => left);
    for (const [at, commands] of Map.groupBy(due, ([, { at }]) => at)) {
      const ids = commands.map(([id]) => id);
      await recordSent(runtime, ids, at);
      for (const id of ids) unrecorded.delete(id);
    }
  };
  const recordSoon = () => {
    if (stopped || unrecorded.size === 0) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      working = working.then(record).catch(onError).then(recordSoon);
    }, RECORD_EVERY_MS);
  };
  const sendLeased = async (command: Departing) => {
    const at = runtime.kernel.clock.now();
    // The commit took long: whoever waited for it has given up.
    if (at >= command.expires_at) return;
    unrecorded.set(command.id, { at, left: false });
    try {
      await publish(mqtt, command);
      if (unrecorded.has(command.id)) unrecorded.set(command.id, { at, left: true });
    } catch {
      unrecorded.delete(command.id);
      await runtime.database.transaction((tx) => releaseLease(tx, [command.id]));
    }
    recordSoon();
  };
  return {
    ready: () => !stopped && mqtt.connected(),
    sendLeased: (command) => void sendLeased(command).catch(onError),
    async send() {
      const at = runtime.kernel.clock.now();
      const { sent, failed, more } = await publishQueued(runtime, mqtt, (ids) => {
        for (const id of ids) unrecorded.set(id, { at, left: false });
      });
      for (const id of failed) unrecorded.delete(id);
      for (const id of sent) if (unrecorded.has(id)) unrecorded.set(id, { at, left: true });
      recordSoon();
      return more;
    },
    sentAt: (commandId) => unrecorded.get(commandId)?.at ?? null,
    answered: (commandId) => void unrecorded.delete(commandId),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      working = working.then(record).catch(onError);
      await working;
    },
  };
}

function publish(mqtt: MqttBus, command: Departing): Promise<void> {
  return mqtt.publish(downlinkTopic(command.device_code, 'cmd'), {
    v: 1,
    id: command.id,
    name: command.name,
    args: command.args,
    issuedAt: command.requested_at.toISOString(),
    expiresAt: command.expires_at.toISOString(),
  });
}

/** Publishes desired states that the broker has not got, retained. True when there may be more. */
export async function publishTwins(runtime: Runtime, mqtt: MqttBus): Promise<boolean> {
  if (!mqtt.connected()) return false;
  const { clock, crypto } = runtime.kernel;
  const { twins, keys } = await runtime.database.transaction(async (tx) => {
    const twins = await lockUnpublishedTwins(tx, BATCH);
    const stores = twins.flatMap((twin) => (twin.kind === 'door_controller' ? (twin.store_id ?? []) : []));
    return { twins, keys: await offlineKeys(tx, crypto, [...new Set(stores)], clock.now()) };
  });
  for (const twin of twins) {
    const offlineKey = twin.kind === 'door_controller' ? keys.get(twin.store_id ?? '') : undefined;
    const desired = offlineKey === undefined ? twin.desired : { ...twin.desired, offlineKey };
    const message = { v: 1, version: twin.desired_version, desired };
    await mqtt.publish(downlinkTopic(twin.code, 'desired'), message, { retain: true });
    await runtime.database.transaction((tx) => markPublished(tx, twin.id, twin.desired_version));
  }
  return twins.length === BATCH;
}
