import { downlinkTopic } from '@latchkey/device-kit';
import { systemActor } from '../../kernel/actor.ts';
import type { Runtime } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import type { MqttBus } from '../../kernel/mqtt.ts';
import { type ClaimedCommand, claimQueued, markSent, releaseLease } from './command-store.ts';
import { commandSent } from './events.ts';
import { offlineKeys } from './offline-key.ts';
import { identity } from './settle-command.ts';
import { lockUnpublishedTwins, markPublished } from './store.ts';

const actor = systemActor('devices');
const LEASE_MS = 3_000;
const BATCH = 50;

/**
 * Claims queued commands, publishes them, marks them sent. Crash windows: after the claim the lease runs out and
 * another round sends it; after the publishing the same id goes out again, and the device knows it. An expired
 * command is never claimed. True when there may be more.
 */
export async function sendQueuedCommands(runtime: Runtime, mqtt: MqttBus): Promise<boolean> {
  if (!mqtt.connected()) return false;
  const claimed = await runtime.database.transaction((tx) =>
    claimQueued(tx, runtime.kernel.clock.now(), LEASE_MS, BATCH),
  );
  if (claimed.length === 0) return false;
  const results = await Promise.allSettled(claimed.map((command) => publish(mqtt, command)));
  const sent = claimed.filter((_, at) => results[at]?.status === 'fulfilled').map((command) => command.id);
  const failed = claimed.filter((_, at) => results[at]?.status === 'rejected').map((command) => command.id);
  await runtime.transaction(actor, async (ctx) => {
    if (failed.length > 0) await releaseLease(ctx.tx, failed);
    for (const command of await markSent(ctx.tx, sent, ctx.now)) {
      await emit(ctx, commandSent, { ...identity(command), sentAt: (command.sent_at ?? ctx.now).toISOString() });
    }
  });
  return claimed.length === BATCH;
}

function publish(mqtt: MqttBus, command: ClaimedCommand): Promise<void> {
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
