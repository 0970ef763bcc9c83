import {
  type CommandOutcome,
  type CommandPayload,
  type DeviceBehaviour,
  DeviceClient,
  type Fields,
} from '@latchkey/device-kit';
import type { SkewedClock } from './skewed-clock.ts';

export interface Connection {
  url: string;
  code: string;
  secret: string;
  clock: SkewedClock;
  reconnectMs?: number;
  heartbeatMs?: number;
  resendMs?: number;
  onChange(): void;
}

/** A device whose whole state is a few fields: reports what is desired, and passes every self-test. */
export class SimpleDevice implements DeviceBehaviour {
  readonly client: DeviceClient;
  #state: Fields;

  constructor(connection: Connection, initial: Fields) {
    this.#state = initial;
    const { onChange, ...options } = connection;
    this.client = new DeviceClient({ ...options, onConnection: onChange }, this);
    this.client.start();
  }

  set(patch: Fields): void {
    this.#state = { ...this.#state, ...patch };
    this.client.reportState();
  }

  get(name: string): unknown {
    return this.#state[name];
  }

  applyDesired(desired: Fields): void {
    this.#state = { ...this.#state, ...desired };
  }

  reported(): Fields {
    return this.#state;
  }

  async execute(command: CommandPayload): Promise<CommandOutcome> {
    if (command.name === 'reset') {
      this.set({ inside: command.args.inside });
      return { outcome: 'done' };
    }
    if (command.name !== 'self_test') return { outcome: 'rejected', code: 'unknown_command' };
    this.client.event('self_tested', { ok: true, checks: {} });
    return { outcome: 'done' };
  }
}
