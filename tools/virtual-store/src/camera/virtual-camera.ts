import { randomInt } from 'node:crypto';
import {
  type Credentials,
  formatParameters,
  packetize,
  RtpWriter,
  type RtspStream,
  type RtspViewer,
  readRtp,
} from '@latchkey/rtsp';
import { encodeAlaw } from './alaw.ts';
import { BlockEncoder } from './block-encoder.ts';
import { Canvas } from './canvas.ts';
import { drawScene, HEIGHT, type Sight, WIDTH } from './scene.ts';

export const CAMERA_FAULTS = ['none', 'unplugged', 'wrong_password', 'stalled', 'frozen', 'black'] as const;
export type CameraFault = (typeof CAMERA_FAULTS)[number];

export interface VirtualCameraOptions {
  credentials: Credentials;
  /** Pictures in a second, and seconds between two that need no other. */
  fps?: number;
  keyEveryS?: number;
  /** What it sees now. */
  look: () => Sight;
}

const VIDEO = 0;
const AUDIO = 1;
const BACKCHANNEL = 2;
const VIDEO_CLOCK = 90_000;
const AUDIO_CLOCK = 8_000;
/** Milliseconds of sound in a packet. */
const AUDIO_MS = 40;

/** A camera that draws what it sees; nothing is drawn while nobody watches. */
export class VirtualCamera implements RtspStream {
  readonly backchannelTrack = BACKCHANNEL;
  /** Sound that was sent to its speaker, in packets. */
  heard = 0;
  readonly #options: VirtualCameraOptions;
  readonly #viewers = new Set<RtspViewer>();
  readonly #encoder = new BlockEncoder(WIDTH, HEIGHT);
  readonly #canvas = new Canvas(WIDTH, HEIGHT);
  readonly #video = new RtpWriter({ payloadType: 96, source: randomInt(2 ** 32), sequence: randomInt(65_536) });
  readonly #audio = new RtpWriter({ payloadType: 8, source: randomInt(2 ** 32), sequence: randomInt(65_536) });
  #timers: NodeJS.Timeout[] = [];
  #fault: CameraFault = 'none';
  #count = 0;
  #keyWanted = false;
  #frozen: Sight | null = null;

  constructor(options: VirtualCameraOptions) {
    this.#options = options;
  }

  get fault(): CameraFault {
    return this.#fault;
  }

  set fault(fault: CameraFault) {
    this.#fault = fault;
    this.#frozen = fault === 'frozen' ? this.#options.look() : null;
    if (fault === 'unplugged' || fault === 'wrong_password') for (const viewer of [...this.#viewers]) viewer.cut();
  }

  get watched(): number {
    return this.#viewers.size;
  }

  get credentials(): Credentials {
    const { credentials } = this.#options;
    return this.#fault === 'wrong_password'
      ? { ...credentials, password: `${credentials.password}-changed` }
      : credentials;
  }

  describe(backchannel: boolean): string {
    const lines = [
      ...['v=0', 'o=- 1 1 IN IP4 0.0.0.0', 's=Virtual camera', 't=0 0', 'a=control:*'],
      ...['m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000'],
      `a=fmtp:96 ${formatParameters(this.#encoder.sps, this.#encoder.pps)}`,
      ...['a=control:track0', 'a=recvonly', 'm=audio 0 RTP/AVP 8', 'a=rtpmap:8 PCMA/8000', 'a=control:track1'],
      ...['a=recvonly'],
      ...(backchannel
        ? ['m=audio 0 RTP/AVP 8', 'a=rtpmap:8 PCMA/8000', `a=control:track${BACKCHANNEL}`, 'a=sendonly']
        : []),
    ];
    return `${lines.join('\r\n')}\r\n`;
  }

  onPlay(viewer: RtspViewer): void {
    this.#viewers.add(viewer);
    this.#keyWanted = true;
    if (this.#timers.length > 0) return;
    const { fps = 15 } = this.#options;
    this.#timers = [setInterval(() => this.#picture(), 1_000 / fps), setInterval(() => this.#sound(), AUDIO_MS)];
  }

  onLeave(viewer: RtspViewer): void {
    this.#viewers.delete(viewer);
    if (this.#viewers.size > 0) return;
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  onBackchannel(packet: Buffer): void {
    if (readRtp(packet)?.payloadType === 8) this.heard += 1;
  }

  #picture(): void {
    if (this.#fault === 'stalled') return;
    const { fps = 15, keyEveryS = 2, look } = this.#options;
    const sight = this.#frozen ?? look();
    if (this.#fault === 'black') this.#canvas.fill(0, 0, WIDTH, HEIGHT, { y: 16, cb: 128, cr: 128 });
    else drawScene(this.#canvas, sight);
    const key = this.#keyWanted || this.#count % Math.round(fps * keyEveryS) === 0;
    this.#keyWanted = false;
    this.#count += 1;
    const timestamp = Math.floor((performance.now() * VIDEO_CLOCK) / 1_000);
    for (const packet of packetize(this.#video, this.#encoder.encode(this.#canvas, key), timestamp))
      for (const viewer of this.#viewers) viewer.send(VIDEO, packet);
  }

  /** The hum of a refrigerator, and a click each second. */
  #sound(): void {
    if (this.#fault === 'stalled') return;
    const start = Math.floor((performance.now() * AUDIO_CLOCK) / 1_000 / 320) * 320;
    const samples = Int16Array.from({ length: (AUDIO_CLOCK * AUDIO_MS) / 1_000 }, (_, place) => {
      const at = start + place;
      const click = at % AUDIO_CLOCK < 80 ? 6_000 * Math.sin((at * 2 * Math.PI * 880) / AUDIO_CLOCK) : 0;
      return Math.round(500 * Math.sin((at * 2 * Math.PI * 100) / AUDIO_CLOCK) + click);
    });
    const packet = this.#audio.packet(start, false, encodeAlaw(samples));
    for (const viewer of this.#viewers) viewer.send(AUDIO, packet);
  }
}
