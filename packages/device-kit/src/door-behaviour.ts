import type { CommandOutcome } from './command-gate.ts';
import type { DeviceBehaviour, Fields } from './device-client.ts';
import { Keypad } from './keypad.ts';
import { unlockArgs } from './kinds/door-controller.ts';
import type { OfflineTicket } from './offline-code.ts';
import type { CommandPayload } from './payloads.ts';

/** A grant to pass once: by command, by the exit button, or by an offline entry code (then without a command). */
interface Pass {
  reason: string;
  commandId: string | null;
  ticket?: OfflineTicket;
}

/** The metal around the controller. */
export interface DoorHardware {
  /** Drives the lock; false when it did not move. */
  drive(locked: boolean): boolean;
  /** Takes the lock's current away, as the exit button's own contact does: the lock falls open. */
  cutPower(): void;
}

export interface DoorBehaviourOptions {
  hardware: DoorHardware;
  emit(name: string, data: Fields): void;
  /** Milliseconds the exit button releases the lock. */
  exitHoldMs?: number;
  /** Milliseconds after which an open door is reported as held open. */
  heldOpenMs?: number;
  firmware?: string;
  /** What the keypad asks: codes count only while no server can be reached. Without it there is no keypad. */
  keypad?: { served(): boolean; timeMs(): number; monotonicMs(): number };
}

/** Milliseconds a lock released by an offline entry code waits for the door to be pulled. */
const CODE_HOLD_MS = 8_000;

/**
 * A door with one lock, a contact sensor and an exit button inside. Each unlock is a pass for one opening: after the
 * door closes it locks, unless another pass waits. The exit button always releases, in lockdown and without network.
 */
export class DoorBehaviour implements DeviceBehaviour {
  readonly #options: DoorBehaviourOptions;
  #passes: Pass[] = [];
  #locked = true;
  #open = false;
  #openedAt = 0;
  #heldOpen = false;
  #lockdown = false;
  #lockFault = false;
  #offlineKey: string | null = null;
  readonly #keypad = new Keypad();
  #relock: NodeJS.Timeout | null = null;
  #held: NodeJS.Timeout | null = null;

  constructor(options: DoorBehaviourOptions) {
    this.#options = options;
  }

  reported(): Fields {
    return {
      lockdown: this.#lockdown,
      locked: this.#locked,
      contact: this.#open ? 'open' : 'closed',
      heldOpen: this.#heldOpen,
      lockFault: this.#lockFault,
      offlineReady: this.#offlineKey !== null,
      firmware: this.#options.firmware ?? '1.0.0',
    };
  }

  applyDesired(desired: Fields): void {
    this.#lockdown = desired.lockdown === true;
    this.#offlineKey = typeof desired.offlineKey === 'string' ? desired.offlineKey : null;
  }

  async execute(command: CommandPayload): Promise<CommandOutcome> {
    if (command.name === 'unlock') return this.#unlockByCommand(command);
    if (command.name === 'lock') return this.#lockNow();
    if (command.name === 'self_test') return this.#selfTest();
    return { outcome: 'rejected', code: 'unknown_command' };
  }

  /** The button beside the door, inside. */
  pressExit(): void {
    this.#options.emit('exit.pressed', {});
    this.#options.hardware.cutPower();
    this.#released({ reason: 'exit_button', commandId: null }, this.#options.exitHoldMs ?? 5_000);
  }

  /** VIS-11: somebody typed a code at the keypad outside. */
  enterCode(typed: string): 'opened' | 'served' | 'lockdown' | 'no_key' | 'wrong' | 'used' | 'rests' | 'lock_stuck' {
    const { keypad } = this.#options;
    if (!keypad) return 'no_key';
    if (keypad.served()) return 'served';
    if (this.#lockdown) return 'lockdown';
    const answer = this.#keypad.type(this.#offlineKey, typed, keypad.timeMs(), keypad.monotonicMs());
    if (!answer.taken) {
      if (answer.alarm) this.#options.emit('keypad.locked', {});
      return answer.why;
    }
    this.#lockFault = !this.#options.hardware.drive(false);
    if (this.#lockFault) return 'lock_stuck';
    this.#released({ reason: 'offline_code', commandId: null, ticket: answer.ticket }, CODE_HOLD_MS);
    return 'opened';
  }

  /** The power is gone: what the controller held in memory goes with it, what the server wished stays. */
  powerLost(): void {
    this.dispose();
    this.#passes = [];
    this.#heldOpen = false;
  }

  /** The power is back: locks where the door stands closed, and tells. */
  powerBack(open: boolean): void {
    this.#options.emit('power.back', {});
    this.#locked = false;
    this.#open = open;
    if (open) this.#opened();
    else this.#lockNow();
  }

  /** The contact sensor says that the door leaf moved. */
  setContact(open: boolean): void {
    if (open === this.#open) return;
    this.#open = open;
    if (open) this.#opened();
    else this.#closed();
  }

  dispose(): void {
    this.#clear();
    if (this.#held) clearTimeout(this.#held);
  }

  #unlockByCommand(command: CommandPayload): CommandOutcome {
    const args = unlockArgs.safeParse(command.args);
    if (!args.success) return { outcome: 'rejected', code: 'bad_arguments' };
    if (this.#lockdown && args.data.reason === 'entry') return { outcome: 'rejected', code: 'lockdown' };
    this.#lockFault = !this.#options.hardware.drive(false);
    if (this.#lockFault) return { outcome: 'rejected', code: 'lock_stuck' };
    this.#released({ reason: args.data.reason, commandId: command.id }, args.data.holdMs);
    return { outcome: 'done' };
  }

  #released(pass: Pass, holdMs: number): void {
    this.#locked = false;
    this.#options.emit('door.unlocked', { ...pass });
    if (this.#open) this.#options.emit('door.opened', { ...pass });
    else this.#passes.push(pass);
    this.#clear();
    this.#relock = setTimeout(() => this.#holdEnded(), holdMs);
  }

  #holdEnded(): void {
    this.#relock = null;
    this.#passes = [];
    if (!this.#open) this.#relockIfNeeded();
  }

  #opened(): void {
    this.#openedAt = Date.now();
    const pass = this.#passes.shift();
    if (pass) this.#options.emit('door.opened', { ...pass });
    else if (this.#locked) this.#options.emit('door.forced', {});
    else this.#options.emit('door.opened', { reason: 'unknown', commandId: null });
    this.#held = setTimeout(() => {
      this.#heldOpen = true;
      this.#options.emit('door.held_open', { openMs: Date.now() - this.#openedAt });
    }, this.#options.heldOpenMs ?? 30_000);
  }

  #closed(): void {
    if (this.#held) clearTimeout(this.#held);
    this.#held = null;
    this.#heldOpen = false;
    this.#options.emit('door.closed', { openMs: Math.max(0, Date.now() - this.#openedAt) });
    if (this.#passes.length === 0) this.#relockIfNeeded();
  }

  #relockIfNeeded(): void {
    if (!this.#locked) this.#lockNow();
  }

  #lockNow(): CommandOutcome {
    this.#clear();
    this.#passes = [];
    if (this.#open) return { outcome: 'rejected', code: 'door_open' };
    this.#lockFault = !this.#options.hardware.drive(true);
    if (this.#lockFault) return { outcome: 'rejected', code: 'lock_stuck' };
    if (!this.#locked) {
      this.#locked = true;
      this.#options.emit('door.locked', {});
    }
    return { outcome: 'done' };
  }

  #selfTest(): CommandOutcome {
    const moved = this.#options.hardware.drive(this.#locked);
    this.#lockFault = !moved;
    this.#options.emit('self_tested', { ok: moved, checks: { lock: moved, contact: true, exit_button: true } });
    return moved ? { outcome: 'done' } : { outcome: 'rejected', code: 'lock_stuck' };
  }

  #clear(): void {
    if (this.#relock) clearTimeout(this.#relock);
    this.#relock = null;
  }
}
