import type { CameraState } from '@latchkey/contract';
import {
  beginsKeyPicture,
  type Medium,
  pullRtsp,
  type RtpView,
  RtspError,
  type RtspPull,
  readRtp,
} from '@latchkey/rtsp';
import { retryDelay, stateOfProblem } from './rules.ts';

/** Where a stream is pulled from. */
export interface StreamAddress {
  host: string;
  port: number;
  path: string;
  credentials: { user: string; password: string } | null;
}

/** Somebody who gets the packets of a camera. */
export interface FeedListener {
  /** A video packet (H.264). A view that is only good during the call. */
  onVideo: (packet: Buffer) => void;
  /** An audio packet (PCMA). */
  onAudio: (packet: Buffer) => void;
}

/** Packets of the pictures since the last that needs no other, kept for those who join. */
const KEPT_PACKETS = 4_000;
const KEPT_BYTES = 8 * 1024 * 1024;
/** Milliseconds that a stream goes on after the last listener left: people look again soon. */
const LINGER_MS = 5_000;

/**
 * VID-1: one pull of a camera for all who watch it: begun with the first, ended soon after the last, tried again while
 * somebody waits. A joining listener gets the pictures since the last whole one at once.
 */
export class CameraFeed {
  readonly #address: StreamAddress;
  readonly #listeners = new Set<FeedListener>();
  readonly #onState: (state: CameraState) => void;
  #pull: RtspPull | null = null;
  #places: { video: number; audio: number } = { video: -1, audio: -1 };
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #state: CameraState = 'unknown';
  #failures = 0;
  #opening = false;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(address: StreamAddress, onState: (state: CameraState) => void = () => {}) {
    this.#address = address;
    this.#onState = onState;
  }

  get state(): CameraState {
    return this.#state;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Gives the listener what the camera sends, from the last whole picture on, until the answer is called. */
  listen(listener: FeedListener): () => void {
    this.#listeners.add(listener);
    for (const packet of this.#kept) listener.onVideo(packet);
    this.#cancelTimer();
    if (!this.#pull) void this.#open();
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
      this.#cancelTimer();
      this.#timer = setTimeout(() => this.#pull?.close(), LINGER_MS);
    };
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer();
    this.#listeners.clear();
    this.#pull?.close();
  }

  #cancelTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #say(state: CameraState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#onState(state);
  }

  async #open(): Promise<void> {
    if (this.#opening || this.#closed) return;
    this.#opening = true;
    this.#say('connecting');
    try {
      const pull = await pullRtsp({
        ...this.#address,
        onPacket: (medium, packet) => this.#take(medium, packet),
        onEnd: (problem) => this.#ended(problem),
      });
      this.#pull = pull;
      this.#places = { video: placeOf(pull.media, 'H264'), audio: placeOf(pull.media, 'PCMA') };
      if (this.#closed || this.#listeners.size === 0) pull.close();
      else if (this.#places.video < 0) throw new RtspError('no_media', 'the camera sends no H.264');
    } catch (error) {
      this.#pull?.close();
      this.#ended(error instanceof RtspError ? error : new RtspError('protocol', String(error)));
    } finally {
      this.#opening = false;
    }
  }

  /** What is no RTP is passed over: it would end in browsers. */
  #take(medium: number, packet: Buffer): void {
    const view = readRtp(packet);
    if (!view) return;
    if (medium === this.#places.video) {
      if (this.#state !== 'live') {
        this.#failures = 0;
        this.#say('live');
      }
      this.#keep(packet, view);
      for (const listener of this.#listeners) listener.onVideo(packet);
    } else if (medium === this.#places.audio) for (const listener of this.#listeners) listener.onAudio(packet);
  }

  #keep(packet: Buffer, view: RtpView): void {
    // A parameter set or the first fragment of a key slice: what came before is not needed to begin here.
    if (beginsKeyPicture(view) && !this.#keptIsOf(view.timestamp)) this.#forget();
    if (this.#kept.length >= KEPT_PACKETS || this.#keptBytes + packet.length > KEPT_BYTES) return;
    this.#kept.push(Buffer.from(packet));
    this.#keptBytes += packet.length;
  }

  #forget(): void {
    this.#kept = [];
    this.#keptBytes = 0;
  }

  /** Whether the kept packets begin with the picture of this time already. */
  #keptIsOf(timestamp: number): boolean {
    const first = this.#kept[0];
    return first !== undefined && first.readUInt32BE(4) === timestamp;
  }

  #ended(problem: RtspError | null): void {
    this.#pull = null;
    this.#forget();
    if (this.#closed) return;
    if (problem) this.#say(stateOfProblem(problem.problem));
    else this.#say('unknown');
    if (this.#listeners.size === 0) return;
    this.#cancelTimer();
    this.#timer = setTimeout(() => void this.#open(), retryDelay(this.#failures));
    this.#failures += 1;
  }
}

const placeOf = (media: readonly Medium[], name: string): number =>
  media.findIndex((medium) => medium.encoding?.name === name && medium.direction === 'from-camera');
