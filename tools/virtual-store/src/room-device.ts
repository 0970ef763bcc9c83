import {
  type CommandOutcome,
  type CommandPayload,
  type DeviceBehaviour,
  DeviceClient,
  type Fields,
} from '@latchkey/device-kit';
import type { Connection } from './simple-device.ts';

export const ROOM_KINDS = ['power_relay', 'light', 'air_conditioner', 'speaker'] as const;
export type RoomKind = (typeof ROOM_KINDS)[number];

export interface RoomDeviceState {
  code: string;
  kind: RoomKind;
  /** What it serves, as whoever registered it wrote. */
  label: string;
  online: boolean;
  on: boolean;
  /** Per cent, of lamps. */
  level: number | null;
  watts: number;
  wattHours: number;
  /** The last thing that a speaker said. */
  said: string | null;
}

/** Watts at full power. */
const FULL: Record<RoomKind, number> = { power_relay: 180, light: 60, air_conditioner: 1_100, speaker: 0 };

const INITIAL: Record<RoomKind, Fields> = {
  power_relay: { on: false },
  light: { on: false, level: 0 },
  air_conditioner: { on: false, mode: 'cool', celsius: 25 },
  speaker: { volume: 60 },
};

/** One device of a room: does what its twin asks, draws power while it is on, and meters it. A speaker says what it is told. */
export class RoomDevice implements DeviceBehaviour {
  readonly client: DeviceClient;
  readonly #kind: RoomKind;
  readonly #label: string;
  readonly #onChange: () => void;
  #state: Fields;
  #said: string | null = null;
  #wattHours = 0;
  #meteredAt = performance.now();

  constructor(connection: Connection, kind: RoomKind, label: string) {
    this.#kind = kind;
    this.#label = label;
    this.#state = { ...INITIAL[kind] };
    const { onChange, ...options } = connection;
    this.#onChange = onChange;
    this.client = new DeviceClient({ ...options, onConnection: onChange }, this);
    this.client.start();
  }

  get state(): RoomDeviceState {
    this.#meter();
    const { level } = this.#state;
    return {
      code: this.client.code,
      kind: this.#kind,
      label: this.#label,
      online: this.client.online,
      on: this.#state.on === true,
      level: typeof level === 'number' ? level : null,
      watts: this.#watts(),
      wattHours: Math.round(this.#wattHours),
      said: this.#said,
    };
  }

  applyDesired(desired: Fields): void {
    this.#meter();
    this.#state = { ...this.#state, ...desired };
    this.#onChange();
  }

  reported(): Fields {
    this.#meter();
    if (this.#kind === 'speaker') return { ...this.#state, firmware: 'virtual-1.0.0' };
    const base = { ...this.#state, watts: this.#watts() };
    if (this.#kind === 'power_relay') return { ...base, wattHours: Math.round(this.#wattHours) };
    return this.#kind === 'air_conditioner' ? { ...base, room: 24 } : base;
  }

  async execute(command: CommandPayload): Promise<CommandOutcome> {
    if (this.#kind === 'speaker' && command.name === 'say') {
      this.#said = String(command.args.text);
      this.client.event('say.finished', { text: this.#said });
      this.#onChange();
      return { outcome: 'done' };
    }
    if (command.name === 'identify' && this.#kind !== 'speaker') return { outcome: 'done' };
    return { outcome: 'rejected', code: 'unknown_command' };
  }

  #watts(): number {
    if (this.#state.on !== true) return 0;
    const share = this.#kind === 'light' ? Number(this.#state.level) / 100 : 1;
    return Math.round(FULL[this.#kind] * share);
  }

  #meter(): void {
    const now = performance.now();
    this.#wattHours += (this.#watts() * (now - this.#meteredAt)) / 3_600_000;
    this.#meteredAt = now;
  }
}
