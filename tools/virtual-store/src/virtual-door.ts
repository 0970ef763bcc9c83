import { DeviceClient, DoorBehaviour, type Fields, Journal } from '@latchkey/device-kit';
import type { Connection } from './simple-device.ts';

export interface DoorState {
  code: string;
  online: boolean;
  /** What the bolt really does, whatever the controller believes. */
  bolted: boolean;
  open: boolean;
  stuck: boolean;
  powered: boolean;
  /** Whether the controller's network is plugged in. */
  plugged: boolean;
  skewMs: number;
  /** Milliseconds by which answers are held back. */
  answerLateMs: number;
  answerTwice: boolean;
  /** Whether a code at the keypad would be checked now: no server can be reached. */
  keypad: boolean;
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
  readonly #options: VirtualDoorOptions;
  readonly #behaviour: DoorBehaviour;
  /** The controller's flash memory: a power cut does not reach it. */
  readonly #journal = new Journal();
  readonly #delayed = new Set<NodeJS.Timeout>();
  #client: DeviceClient;
  #bolted = true;
  #open = false;
  #stuck = false;
  #plugged = true;
  #powered = true;
  #answerLateMs = 0;
  #answerTwice = false;

  constructor(options: VirtualDoorOptions) {
    this.#options = options;
    this.#behaviour = new DoorBehaviour({
      hardware: { drive: (locked) => this.#drive(locked), cutPower: () => this.#cutPower() },
      emit: (name, data) => this.#emit(name, data),
      ...(options.heldOpenMs === undefined ? {} : { heldOpenMs: options.heldOpenMs }),
      firmware: 'virtual-1.0.0',
      keypad: {
        served: () => this.#client.served,
        timeMs: () => this.#client.timeMs,
        monotonicMs: () => options.clock.monotonic(),
      },
    });
    this.#client = this.#boot();
  }

  get client(): DeviceClient {
    return this.#client;
  }

  get state(): DoorState {
    return {
      code: this.#client.code,
      online: this.#client.online,
      bolted: this.#bolted,
      open: this.#open,
      stuck: this.#stuck,
      powered: this.#powered,
      plugged: this.#plugged,
      answerLateMs: this.#answerLateMs,
      answerTwice: this.#answerTwice,
      keypad: this.#powered && !this.#client.served,
      skewMs: this.#options.clock.skewMs,
      owed: this.#client.owed,
      lockdown: this.#behaviour.reported().lockdown === true,
    };
  }

  /** Whether the controller has had its desired state with the store's key. */
  get ready(): boolean {
    return this.#behaviour.reported().offlineReady === true;
  }

  /** A hand pulls the door. False when the bolt holds it; without power it holds nobody back who is inside. */
  pull(from: 'inside' | 'outside'): boolean {
    if (this.#bolted && (this.#powered || from === 'outside')) return false;
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

  /** Without power the button has nothing to cut, and the lock holds nobody inside anyhow. */
  pressExit(): void {
    if (this.#powered) this.#behaviour.pressExit();
    this.#options.onChange();
  }

  /** Somebody outside types a code; false when the door stays locked. */
  enterCode(code: string): boolean {
    const opened = this.#powered && this.#behaviour.enterCode(code) === 'opened';
    this.#options.onChange();
    return opened;
  }

  /** Answers to commands leave this much later, or twice. */
  answerBadly(badly: { lateMs?: number; twice?: boolean }): void {
    this.#answerLateMs = badly.lateMs ?? this.#answerLateMs;
    this.#answerTwice = badly.twice ?? this.#answerTwice;
    this.#options.onChange();
  }

  stick(stuck: boolean): void {
    this.#stuck = stuck;
    this.#options.onChange();
  }

  /** The network of the controller: gone without a word, or back. */
  async plug(plugged: boolean): Promise<void> {
    if (plugged === this.#plugged) return;
    this.#plugged = plugged;
    if (plugged && this.#powered) this.#client.start();
    else await this.#client.unplug();
    this.#options.onChange();
  }

  /** The power of controller and lock: gone without a word, or back as after a restart. */
  async power(powered: boolean): Promise<void> {
    if (powered === this.#powered) return;
    this.#powered = powered;
    if (powered) {
      this.#client = this.#boot();
      this.#behaviour.powerBack(this.#open);
    } else {
      this.#behaviour.powerLost();
      await this.#client.unplug();
    }
    this.#options.onChange();
  }

  async close(): Promise<void> {
    for (const timer of this.#delayed) clearTimeout(timer);
    this.#behaviour.dispose();
    await this.#client.stop();
  }

  /** The controller as it starts: it remembers what it owes, but no command and no time. */
  #boot(): DeviceClient {
    const { onChange, onReleased: _, heldOpenMs: __, ...connection } = this.#options;
    const client = new DeviceClient(
      {
        ...connection,
        journal: this.#journal,
        onConnection: onChange,
        onServed: onChange,
        answering: (send) => this.#answer(send),
      },
      this.#behaviour,
    );
    if (this.#plugged) client.start();
    return client;
  }

  #answer(send: () => void): void {
    const all = () => {
      send();
      if (this.#answerTwice) send();
    };
    if (this.#answerLateMs === 0) {
      all();
      return;
    }
    const timer = setTimeout(() => {
      this.#delayed.delete(timer);
      all();
    }, this.#answerLateMs);
    this.#delayed.add(timer);
  }

  /** Without power nobody watches the contact. */
  #move(open: boolean): void {
    this.#open = open;
    if (this.#powered) this.#behaviour.setContact(open);
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
    this.#client.event(name, data);
    if (name === 'door.unlocked') this.#options.onReleased(String(data.reason));
    this.#options.onChange();
  }
}
