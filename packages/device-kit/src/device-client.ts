import { randomUUID } from 'node:crypto';
import type { MqttClient } from 'mqtt';
import { CommandGate, type CommandOutcome, type DeviceClock, systemClock } from './command-gate.ts';
import { Journal } from './journal.ts';
import { connectMqtt } from './mqtt-connection.ts';
import { Outbox } from './outbox.ts';
import {
  type CommandPayload,
  commandPayload,
  type DesiredPayload,
  desiredPayload,
  parsePayload,
  receiptPayload,
  timePayload,
} from './payloads.ts';
import { ServerClock } from './server-clock.ts';
import { downlinkFilter, downlinkTopic, uplinkTopic } from './topics.ts';

export type Fields = Record<string, unknown>;

/** Milliseconds in which changes of state are gathered into one report. */
const STATE_GATHER_MS = 50;

export interface DeviceBehaviour {
  execute(command: CommandPayload): Promise<CommandOutcome>;
  /** Applies a desired state and returns nothing; the reported state is read by `reported`. */
  applyDesired(desired: Fields): void;
  reported(): Fields;
}

export interface DeviceClientOptions {
  url: string;
  code: string;
  secret: string;
  clock?: DeviceClock;
  keepaliveS?: number;
  reconnectMs?: number;
  /** Milliseconds after which messages without the server's receipt are sent again. */
  resendMs?: number;
  /** Milliseconds between heartbeats; a server answers each with its time. */
  heartbeatMs?: number;
  /** What is owed from before a restart; a device keeps it where a power cut does not reach. */
  journal?: Journal;
  /** How an answer leaves the device; a simulation delays or repeats it. */
  answering?(send: () => void): void;
  onConnection?(online: boolean): void;
  /** A server has told the time. */
  onServed?(): void;
}

/**
 * The device's end of the protocol: last-will, commands executed at most once and never after expiry, events and
 * acknowledgements kept until the server's receipt, and the twin. The behaviour behind it is the device itself.
 */
export class DeviceClient {
  readonly code: string;
  readonly #options: DeviceClientOptions;
  readonly #behaviour: DeviceBehaviour;
  readonly #clock: DeviceClock;
  readonly #serverClock: ServerClock;
  readonly #gate: CommandGate;
  readonly #journal: Journal;
  readonly #outbox: Outbox;
  readonly #heartbeatMs: number;
  #mqtt: MqttClient | null = null;
  #resend: NodeJS.Timeout | null = null;
  #heartbeat: NodeJS.Timeout | null = null;
  #reporting: NodeJS.Timeout | null = null;
  #desiredVersion = 0;
  #seq = 0;

  constructor(options: DeviceClientOptions, behaviour: DeviceBehaviour) {
    this.code = options.code;
    this.#options = options;
    this.#behaviour = behaviour;
    this.#clock = options.clock ?? systemClock;
    this.#heartbeatMs = options.heartbeatMs ?? 30_000;
    this.#serverClock = new ServerClock(this.#clock);
    this.#gate = new CommandGate(this.#serverClock);
    this.#journal = options.journal ?? new Journal();
    this.#outbox = new Outbox({
      journal: this.#journal,
      resendMs: options.resendMs ?? 5_000,
      monotonic: () => this.#clock.monotonic(),
      send: ({ topic, payload }, taken) => {
        if (!this.#mqtt?.connected) return false;
        this.#mqtt.publish(topic, payload, { qos: 1 }, (error) => {
          if (!error) taken();
        });
        return true;
      },
    });
    this.#seq = Date.now() * 1_000;
  }

  get online(): boolean {
    return this.#mqtt?.connected ?? false;
  }

  /** Whether a server has been heard lately: a broker alone does not open doors. */
  get served(): boolean {
    return this.online && this.#serverClock.silentMs < 2.5 * this.#heartbeatMs;
  }

  /** The best time this device knows: the servers', else its own clock's. */
  get timeMs(): number {
    return this.#serverClock.latest() ?? this.#clock.now();
  }

  /** Messages the server has not given a receipt for. */
  get owed(): number {
    return this.#journal.size;
  }

  start(): void {
    if (this.#mqtt) return;
    const { url, code, secret } = this.#options;
    const mqtt = connectMqtt({
      url,
      clientId: code,
      username: code,
      password: secret,
      keepaliveS: this.#options.keepaliveS ?? 20,
      reconnectMs: this.#options.reconnectMs ?? 1_000,
      forgetful: true,
      will: { topic: uplinkTopic(code, 'online'), payload: this.#online(false) },
    });
    this.#mqtt = mqtt;
    mqtt.on('connect', () => this.#onConnect(mqtt));
    mqtt.on('close', () => this.#options.onConnection?.(false));
    mqtt.on('error', () => undefined); // the library reconnects; `close` tells the state
    mqtt.on('message', (topic, payload) => this.#onMessage(topic, payload));
    this.#resend = setInterval(() => this.#outbox.sendDue(), this.#options.resendMs ?? 5_000);
    this.#resend.unref();
    this.#heartbeat = setInterval(() => this.#beat(mqtt, false), this.#heartbeatMs);
    this.#heartbeat.unref();
  }

  /** Leaves in good order: tells the server it goes offline, then disconnects. */
  async stop(): Promise<void> {
    const mqtt = this.#detach();
    if (!mqtt) return;
    if (mqtt.connected) {
      const told = mqtt.publishAsync(uplinkTopic(this.code, 'online'), this.#online(false), { qos: 1, retain: true });
      // A broker that is going away too does not answer; its last will says the same.
      await Promise.race([told.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
    }
    await mqtt.endAsync(true);
  }

  /** Drops the connection as a power cut does: the broker publishes the last will. */
  async unplug(): Promise<void> {
    const mqtt = this.#detach();
    if (!mqtt) return;
    mqtt.options.reconnectPeriod = 0;
    mqtt.stream.destroy();
    await mqtt.endAsync(true);
  }

  /** Records an event; it is sent now or after the next connection, until the server confirms it. */
  event(name: string, data: Fields = {}): void {
    this.#seq += 1;
    const id = randomUUID();
    this.#owe('evt', id, { v: 1, id, seq: this.#seq, name, data, at: this.#at() });
    this.reportState();
  }

  /** Publishes the reported half of the twin in a moment: what changes together is told together. */
  reportState(): void {
    this.#reporting ??= setTimeout(() => this.#publishState(), STATE_GATHER_MS);
  }

  #publishState(): void {
    if (this.#reporting) clearTimeout(this.#reporting);
    this.#reporting = null;
    if (!this.#mqtt?.connected) return;
    const state = { v: 1, version: this.#desiredVersion, reported: this.#behaviour.reported(), at: this.#at() };
    this.#mqtt.publish(uplinkTopic(this.code, 'state'), JSON.stringify(state), { qos: 1, retain: true });
    this.#outbox.spend();
  }

  #detach(): MqttClient | null {
    if (this.#reporting) clearTimeout(this.#reporting);
    this.#reporting = null;
    const mqtt = this.#mqtt;
    this.#mqtt = null;
    if (this.#resend) clearInterval(this.#resend);
    this.#resend = null;
    this.#outbox.close();
    if (this.#heartbeat) clearInterval(this.#heartbeat);
    this.#heartbeat = null;
    return mqtt;
  }

  #at(): string {
    return new Date(this.#clock.now()).toISOString();
  }

  #online(online: boolean): string {
    return JSON.stringify({ v: 1, online, at: this.#at() });
  }

  /** Says that the device is there, and asks for the time. The first one on a connection is retained, like the last will. */
  #beat(mqtt: MqttClient, first: boolean): void {
    if (!mqtt.connected || mqtt !== this.#mqtt) return;
    const message = { v: 1, online: true, at: this.#at(), beat: this.#serverClock.ask() };
    mqtt.publish(uplinkTopic(this.code, 'online'), JSON.stringify(message), { qos: first ? 1 : 0, retain: first });
    this.#outbox.spend();
  }

  #onConnect(mqtt: MqttClient): void {
    mqtt.subscribe(downlinkFilter(this.code), { qos: 1 }, (error) => {
      if (error || mqtt !== this.#mqtt) return;
      this.#beat(mqtt, true);
      this.#publishState();
      this.#outbox.connected();
      this.#options.onConnection?.(true);
    });
  }

  #onMessage(topic: string, payload: Uint8Array): void {
    const received = this.#clock.monotonic();
    if (topic === downlinkTopic(this.code, 'cmd')) {
      const command = parsePayload(commandPayload, payload);
      if (command.ok) void this.#onCommand(command.value, received);
    } else if (topic === downlinkTopic(this.code, 'desired')) {
      const desired = parsePayload(desiredPayload, payload);
      if (desired.ok) this.#onDesired(desired.value);
    } else if (topic === downlinkTopic(this.code, 'rcpt')) {
      const receipt = parsePayload(receiptPayload, payload);
      if (receipt.ok) this.#outbox.settle(receipt.value.ids);
    } else if (topic === downlinkTopic(this.code, 'time')) {
      const time = parsePayload(timePayload, payload);
      if (time.ok) this.#onTime(time.value.beat, Date.parse(time.value.at));
    }
  }

  async #onCommand(command: CommandPayload, received: number): Promise<void> {
    const outcome = await this.#gate.run(command, received, (accepted) => this.#behaviour.execute(accepted));
    const answer = { v: 1, id: command.id, ...outcome, at: this.#at() };
    const send = () => this.#owe('ack', command.id, answer);
    if (this.#options.answering) this.#options.answering(send);
    else send();
    this.reportState();
  }

  /** A slow answer says little: it is asked again at once, which a network that stalls makes slow enough by itself. */
  #onTime(beat: number, at: number): void {
    if (!this.#serverClock.heard(beat, at) && this.#mqtt) this.#beat(this.#mqtt, false);
    this.#options.onServed?.();
  }

  #onDesired(message: DesiredPayload): void {
    if (message.version < this.#desiredVersion) return;
    this.#desiredVersion = message.version;
    this.#behaviour.applyDesired(message.desired);
    this.reportState();
  }

  #owe(name: 'ack' | 'evt', id: string, message: Fields): void {
    const topic = uplinkTopic(this.code, name);
    this.#outbox.owe({ id, topic, payload: JSON.stringify(message), answer: name === 'ack' });
  }
}
