import { type CameraFault, VirtualCamera } from './camera/virtual-camera.ts';
import type { StoreCredentials } from './credentials.ts';
import { ROOM_KINDS, RoomDevice, type RoomDeviceState, type RoomKind } from './room-device.ts';
import { SimpleDevice } from './simple-device.ts';
import { createSkewedClock, type SkewedClock } from './skewed-clock.ts';
import { type DoorState, VirtualDoor } from './virtual-door.ts';

/** How people move, in milliseconds. */
export interface Pace {
  reach: number;
  pass: number;
  close: number;
}

export const WALKING_PACE: Pace = { reach: 700, pass: 900, close: 1_100 };

export interface VirtualStoreState {
  id: string;
  name: StoreCredentials['name'];
  inside: number;
  autoWalk: boolean;
  door: DoorState | null;
  scanner: { code: string; online: boolean } | null;
  counter: { code: string; online: boolean } | null;
  rooms: RoomDeviceState[];
  cameras: { code: string; online: boolean; fault: CameraFault; watched: number }[];
}

export type Direction = 'in' | 'out';

export interface VirtualStoreOptions {
  mqttUrl: string;
  credentials: StoreCredentials;
  autoWalk: boolean;
  pace: Pace;
  reconnectMs?: number;
  heartbeatMs?: number;
  resendMs?: number;
  heldOpenMs?: number;
  onChange(): void;
}

/** One store: its door, scanner and people counter, and the people who walk through. */
export class VirtualStore {
  readonly id: string;
  readonly door: VirtualDoor | null;
  readonly scanner: SimpleDevice | null;
  readonly counter: SimpleDevice | null;
  readonly rooms: RoomDevice[];
  readonly cameras: { code: string; device: SimpleDevice; camera: VirtualCamera }[];
  autoWalk: boolean;
  readonly #options: VirtualStoreOptions;
  readonly #clock: SkewedClock = createSkewedClock();
  readonly #timers = new Set<NodeJS.Timeout>();
  #inside = 0;
  #holding = false;
  #walking = 0;

  constructor(options: VirtualStoreOptions) {
    this.#options = options;
    this.id = options.credentials.id;
    this.autoWalk = options.autoWalk;
    const door = this.#connection('door_controller');
    this.door = door
      ? new VirtualDoor({
          ...door,
          ...(options.heldOpenMs === undefined ? {} : { heldOpenMs: options.heldOpenMs }),
          onReleased: (reason) => this.#released(reason),
        })
      : null;
    const scanner = this.#connection('scanner');
    this.scanner = scanner ? new SimpleDevice(scanner, { enabled: true, firmware: 'virtual-1.0.0' }) : null;
    const counter = this.#connection('people_counter');
    this.counter = counter ? new SimpleDevice(counter, { inside: 0, firmware: 'virtual-1.0.0' }) : null;
    this.cameras = options.credentials.devices.flatMap((device) => (device.stream ? [this.#camera(device)] : []));
    this.rooms = options.credentials.devices.flatMap((device) => {
      const kind = ROOM_KINDS.find((candidate) => candidate === device.kind);
      return kind ? [this.#roomDevice(device, kind)] : [];
    });
  }

  get state(): VirtualStoreState {
    const brief = (device: SimpleDevice | null) =>
      device ? { code: device.client.code, online: device.client.online } : null;
    return {
      id: this.id,
      name: this.#options.credentials.name,
      inside: this.#inside,
      autoWalk: this.autoWalk,
      door: this.door?.state ?? null,
      scanner: brief(this.scanner),
      counter: brief(this.counter),
      rooms: this.rooms.map((device) => device.state),
      cameras: this.cameras.map(({ code, device, camera }) => ({
        ...{ code, online: device.client.online, fault: camera.fault, watched: camera.watched },
      })),
    };
  }

  /** Somebody walks through the door: pulls it, passes, lets it close. False when it is bolted. */
  walk(direction: Direction): boolean {
    const door = this.door;
    if (!door?.pull(direction === 'in' ? 'outside' : 'inside')) return false;
    const { pass, close } = this.#options.pace;
    this.#walking += 1;
    this.#after(pass, () => this.#cross(direction));
    this.#after(pass + close, () => {
      this.#walking -= 1;
      if (!this.#holding && this.#walking === 0) door.push();
    });
    return true;
  }

  /** Somebody keeps the door open until `letGo`. False when it is bolted. */
  hold(): boolean {
    if (!this.door?.pull('outside')) return false;
    this.#holding = true;
    return true;
  }

  letGo(): void {
    this.#holding = false;
    this.door?.push();
  }

  scan(code: string): void {
    this.scanner?.client.event('scan', { code });
  }

  /** Breaks a camera, or mends it with `none`; one that loses power or changes its password drops whoever watches. */
  breakCamera(code: string, fault: CameraFault): boolean {
    const found = this.cameras.find((each) => each.code === code);
    if (!found) return false;
    found.camera.fault = fault;
    this.#options.onChange();
    return true;
  }

  skew(ms: number): void {
    this.#clock.skewMs = ms;
    this.#options.onChange();
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all([
      this.door?.close(),
      this.scanner?.client.stop(),
      this.counter?.client.stop(),
      ...this.rooms.map((device) => device.client.stop()),
      ...this.cameras.map(({ device }) => device.client.stop()),
    ]);
  }

  #connection(kind: string) {
    const found = this.#options.credentials.devices.find((device) => device.kind === kind);
    return found ? this.#connect(found) : null;
  }

  #camera(device: StoreCredentials['devices'][number]) {
    const { user = '', password = '', zone = 'entrance' as const, title = '' } = device.stream ?? {};
    const camera = new VirtualCamera({
      credentials: { user, password },
      look: () => ({
        ...{ zone, title, people: this.#inside, at: Date.now() },
        doorOpen: this.door?.state.open === true,
      }),
    });
    const state = { privacy: false, picture: true, firmware: 'virtual-1.0.0' };
    return { code: device.code, device: new SimpleDevice(this.#connect(device), state), camera };
  }

  #roomDevice(device: StoreCredentials['devices'][number], kind: RoomKind): RoomDevice {
    return new RoomDevice(this.#connect(device), kind, device.label ?? '');
  }

  #connect({ code, secret }: StoreCredentials['devices'][number]) {
    const { mqttUrl, reconnectMs, heartbeatMs, resendMs, onChange } = this.#options;
    const pace = {
      ...(reconnectMs ? { reconnectMs } : {}),
      ...(heartbeatMs ? { heartbeatMs } : {}),
      ...(resendMs ? { resendMs } : {}),
    };
    return { url: mqttUrl, code, secret, clock: this.#clock, onChange, ...pace };
  }

  #released(reason: string): void {
    if (!this.autoWalk) return;
    const direction: Direction =
      reason === 'entry' || reason === 'offline_code' || (reason === 'agent' && this.#inside === 0) ? 'in' : 'out';
    this.#after(this.#options.pace.reach, () => this.walk(direction));
  }

  #cross(direction: Direction): void {
    this.#inside = Math.max(0, this.#inside + (direction === 'in' ? 1 : -1));
    this.counter?.client.event(direction === 'in' ? 'people.in' : 'people.out', { count: 1 });
    this.counter?.set({ inside: this.#inside });
    this.#options.onChange();
  }

  #after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }
}
