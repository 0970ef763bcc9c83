import { DeviceClient, DoorBehaviour, type Fields } from '@latchkey/device-kit';
import type { Connection } from './simple-device.ts';

export interface DoorState {
  code: string;
  online: boolean;
  /** What the bolt really does, whatever the controller believes. */
  bolted: boolean;
  open: boolean;
  stuck: boolean;
  skewMs: number;
  owed: number;
  lockdown: boolean;
}

export interface VirtualDoorOptions extends Connection {
  heldOpenMs?: number;
  /** Somebody at the door can now pass: for which reason the lock was released. */
  onReleased(reason: string): void;
}

/** A door of metal and glass: a bolt that may stick, a leaf that people move, and the controller that watches both. */
export class VirtualDoor {
  readonly client: DeviceClient;
  readonly #options: VirtualDoorOptions;
  readonly #behaviour: DoorBehaviour;
  #bolted = true;
  #open = false;
  #stuck = false;
  #plugged = true;

  constructor(options: VirtualDoorOptions) {
    this.#options = options;
    this.#behaviour = new DoorBehaviour({
      hardware: { drive: (locked) => this.#drive(locked), cutPower: () => this.#cutPower() },
      emit: (name, data) => this.#emit(name, data),
      ...(options.heldOpenMs === undefined ? {} : { heldOpenMs: options.heldOpenMs }),
      firmware: 'virtual-1.0.0',
    });
    const { onChange, onReleased: _, heldOpenMs: __, ...connection } = options;
    this.client = new DeviceClient({ ...connection, onConnection: onChange }, this.#behaviour);
    this.client.start();
  }

  get state(): DoorState {
    return {
      code: this.client.code,
      online: this.client.online,
      bolted: this.#bolted,
      open: this.#open,
      stuck: this.#stuck,
      skewMs: this.#options.clock.skewMs,
      owed: this.client.owed,
      lockdown: this.#behaviour.reported().lockdown === true,
    };
  }

  /** A hand pulls the door. False when the bolt holds it. */
  pull(): boolean {
    if (this.#bolted) return false;
    this.#move(true);
    return true;
  }

  push(): void {
    this.#move(false);
  }

  /** Somebody breaks the door open. */
  force(): void {
    this.#move(true);
  }

  pressExit(): void {
    this.#behaviour.pressExit();
    this.#options.onChange();
  }

  stick(stuck: boolean): void {
    this.#stuck = stuck;
    this.#options.onChange();
  }

  /** Network and power of the controller: gone without a word, or back. */
  async plug(plugged: boolean): Promise<void> {
    if (plugged === this.#plugged) return;
    this.#plugged = plugged;
    if (plugged) this.client.start();
    else await this.client.unplug();
    this.#options.onChange();
  }

  async close(): Promise<void> {
    this.#behaviour.dispose();
    await this.client.stop();
  }

  #move(open: boolean): void {
    this.#open = open;
    this.#behaviour.setContact(open);
    this.#options.onChange();
  }

  #drive(locked: boolean): boolean {
    if (this.#stuck) return this.#bolted === locked;
    this.#bolted = locked;
    return true;
  }

  #cutPower(): void {
    this.#bolted = false;
  }

  #emit(name: string, data: Fields): void {
    this.client.event(name, data);
    if (name === 'door.unlocked') this.#options.onReleased(String(data.reason));
    this.#options.onChange();
  }
}
