import { type RtpView, type RtpWriter, readRtp } from './rtp.ts';

/** Kinds of NAL units (ITU-T H.264, table 7-1) and of RTP payloads (RFC 6184, 5.2). */
export const NAL = { slice: 1, idr: 5, sps: 7, pps: 8, stapA: 24, fuA: 28 } as const;

export const nalType = (nal: Uint8Array): number => (nal[0] ?? 0) & 0x1f;

/** Packets of one picture: each NAL unit whole, or in fragments of at most `most` bytes (RFC 6184, 5.6 and 5.8). */
export function packetize(writer: RtpWriter, nals: readonly Buffer[], timestamp: number, most = 1_200): Buffer[] {
  return nals.flatMap((nal, index) => {
    const last = index === nals.length - 1;
    if (nal.length <= most) return [writer.packet(timestamp, last, nal)];
    const head = nal[0] ?? 0;
    const packets: Buffer[] = [];
    for (let from = 1; from < nal.length; from += most) {
      const part = nal.subarray(from, from + most);
      const ends = from + most >= nal.length;
      const flags = (from === 1 ? 0x80 : 0) | (ends ? 0x40 : 0) | (head & 0x1f);
      packets.push(writer.packet(timestamp, last && ends, Buffer.from([(head & 0xe0) | NAL.fuA, flags]), part));
    }
    return packets;
  });
}

/** Whether a picture that needs no other begins in this packet: its parameter set, or the start of its slice. */
export function beginsKeyPicture(view: RtpView): boolean {
  const { payload } = view;
  const type = nalType(payload);
  if (type === NAL.sps || type === NAL.idr) return true;
  if (type === NAL.stapA)
    return payload.length > 3 && [NAL.sps, NAL.idr].some((kind) => kind === ((payload[3] ?? 0) & 0x1f));
  if (type === NAL.fuA) return ((payload[1] ?? 0) & 0x80) !== 0 && ((payload[1] ?? 0) & 0x1f) === NAL.idr;
  return false;
}

/** One picture: its NAL units, and its time on the medium's clock. */
export interface Picture {
  timestamp: number;
  key: boolean;
  nals: Buffer[];
}

/** Puts packets together into pictures; a picture with a lost packet is dropped, and all up to the next that needs no other. */
export class PictureReader {
  #nals: Buffer[] = [];
  #fragment: Buffer[] = [];
  #timestamp = 0;
  #expected: number | null = null;
  #broken = true;
  #damaged = false;

  /** The picture that this packet completes, if any. */
  push(packet: Buffer): Picture | null {
    const view = readRtp(packet);
    if (!view || view.payload.length === 0) return null;
    const lost = this.#expected !== null && view.sequence !== this.#expected;
    this.#expected = (view.sequence + 1) & 0xffff;
    const begins = view.timestamp !== this.#timestamp;
    if (begins) this.#begin(view.timestamp);
    if (lost) {
      this.#broken = true;
      this.#damaged = !(begins && beginsKeyPicture(view));
    }
    this.#add(view.payload);
    return view.marker ? this.#end() : null;
  }

  #begin(timestamp: number): void {
    // A picture without its marker was cut short: those after it may refer to it.
    if (this.#nals.length > 0 || this.#fragment.length > 0) this.#broken = true;
    this.#damaged = false;
    this.#nals = [];
    this.#fragment = [];
    this.#timestamp = timestamp;
  }

  #add(payload: Buffer): void {
    const type = nalType(payload);
    if (type === NAL.stapA) {
      for (let at = 1; at + 2 < payload.length; ) {
        const length = payload.readUInt16BE(at);
        if (length === 0 || at + 2 + length > payload.length) break;
        this.#nals.push(Buffer.from(payload.subarray(at + 2, at + 2 + length)));
        at += 2 + length;
      }
    } else if (type === NAL.fuA) this.#addFragment(payload);
    else if (type >= 1 && type <= 23) this.#nals.push(Buffer.from(payload));
  }

  #addFragment(payload: Buffer): void {
    const flags = payload[1] ?? 0;
    if (flags & 0x80) this.#fragment = [Buffer.from([((payload[0] ?? 0) & 0xe0) | (flags & 0x1f)])];
    if (this.#fragment.length === 0) return;
    this.#fragment.push(Buffer.from(payload.subarray(2)));
    if (!(flags & 0x40)) return;
    this.#nals.push(Buffer.concat(this.#fragment));
    this.#fragment = [];
  }

  #end(): Picture | null {
    const nals = this.#nals;
    this.#nals = [];
    this.#fragment = [];
    const key = nals.some((nal) => nalType(nal) === NAL.idr);
    if (this.#damaged) return null;
    if (key) this.#broken = false;
    if (this.#broken || nals.length === 0) return null;
    return { timestamp: this.#timestamp, key, nals };
  }
}

const START_CODE = Buffer.from([0, 0, 0, 1]);

/** NAL units as a byte stream (ITU-T H.264, annex B), as files and decoders take it. */
export const byteStream = (nals: readonly Buffer[]): Buffer => Buffer.concat(nals.flatMap((nal) => [START_CODE, nal]));

/** `profile-level-id` and `sprop-parameter-sets` of a stream (RFC 6184, 8.1). */
export function formatParameters(sps: Buffer, pps: Buffer): string {
  const profile = sps.subarray(1, 4).toString('hex');
  return `packetization-mode=1;profile-level-id=${profile};sprop-parameter-sets=${sps.toString('base64')},${pps.toString('base64')}`;
}
