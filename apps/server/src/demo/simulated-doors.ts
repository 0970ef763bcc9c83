import type { CommandPayload } from '@latchkey/device-kit';
import { systemActor } from '../kernel/actor.ts';
import type { Runtime } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import type { MqttBus } from '../kernel/mqtt.ts';
import {
  recordAnswer,
  recordEvent,
  recordPresence,
  recordState,
  sendQueuedCommands,
} from '../modules/devices/index.ts';

const device = systemActor('demo.devices');

/**
 * The demo chain's doors while its history is made: they take commands from the real sender and answer through the
 * same verbs as a broker's messages, at the times of the stepped clock.
 */
export function createSimulatedDoors(runtime: Runtime, step: (ms: number) => void) {
  const waiting: { code: string; command: CommandPayload }[] = [];
  const sequences = new Map<string, number>();
  const bus: MqttBus = {
    ready: async () => {},
    connected: () => true,
    async publish(topic, message) {
      const [, code = '', , last] = topic.split('/');
      if (last === 'cmd') waiting.push({ code, command: message as CommandPayload });
    },
    transport: { publish: () => {}, subscribe: () => {}, onConnect: () => {} },
    subscribe: () => {},
    onConnect: () => {},
    close: async () => {},
  };
  const at = () => runtime.kernel.clock.now().toISOString();
  const report = (code: string, name: string, data: CommandPayload['args']) => {
    const seq = (sequences.get(code) ?? 0) + 1;
    sequences.set(code, seq);
    return runtime.transaction(device, (ctx) =>
      recordEvent(ctx, { code, event: { v: 1, id: newId(), seq, name, data, at: at() } }),
    );
  };

  async function move(
    { code, command }: { code: string; command: CommandPayload },
    settle: () => Promise<void>,
  ): Promise<void> {
    step(180);
    await runtime.transaction(device, (ctx) =>
      recordAnswer(ctx, { code, answer: { v: 1, id: command.id, outcome: 'done', at: at() } }),
    );
    if (command.name !== 'unlock') return;
    const release = { reason: String(command.args.reason), commandId: command.id };
    await report(code, 'door.unlocked', release);
    step(1_400);
    await report(code, 'door.opened', release);
    await settle();
    step(2_600);
    await report(code, 'door.closed', { openMs: 2_600 });
    await report(code, 'door.locked', {});
    await settle();
  }

  return {
    bus,
    /** A device comes online with the state that a new one has. */
    async connect(code: string, reported: CommandPayload['args']): Promise<void> {
      await runtime.transaction(device, async (ctx) => {
        await recordPresence(ctx, { code, online: true });
        await recordState(ctx, { code, state: { v: 1, version: 1, reported, at: at() } });
      });
    },
    /** Sends what waits and lets doors answer, until nothing moves. `settle` runs what follows from each report. */
    async run(settle: () => Promise<void>): Promise<void> {
      for (;;) {
        await settle();
        await sendQueuedCommands(runtime, bus);
        const next = waiting.shift();
        if (!next) return;
        await move(next, settle);
      }
    },
  };
}
