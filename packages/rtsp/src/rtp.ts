/** What we need of an RTP header (RFC 3550, 5.1). */
export interface RtpView {
  payloadType: number;
  marker: boolean;
  sequence: number;
  /** In units of the medium's clock; wraps at 2^32. */
  timestamp: number;
  /** A view of the packet. */
  payload: Buffer;
}

/** Reads a packet; null when it is none. */
export function readRtp(packet: Buffer): RtpView | null {
  if (packet.length < 12 || (packet[0] ?? 0) >> 6 !== 2) return null;
  const first = packet[0] ?? 0;
  let start = 12 + (first & 0x0f) * 4;
  if (first & 0x10) {
    if (packet.length < start + 4) return null;
    start += 4 + packet.readUInt16BE(start + 2) * 4;
  }
  const padding = first & 0x20 ? (packet.at(-1) ?? 0) : 0;
  if (start + padding > packet.length) return null;
  const second = packet[1] ?? 0;
  return {
    payloadType: second & 0x7f,
    marker: second >= 0x80,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    payload: packet.subarray(start, packet.length - padding),
  };
}

/** Makes the packets of one stream. */
export class RtpWriter {
  #sequence: number;
  readonly #payloadType: number;
  readonly #source: number;

  constructor(options: { payloadType: number; source: number; sequence?: number }) {
    this.#payloadType = options.payloadType;
    this.#source = options.source;
    this.#sequence = options.sequence ?? 0;
  }

  packet(timestamp: number, marker: boolean, ...payload: readonly Uint8Array[]): Buffer {
    const head = Buffer.allocUnsafe(12);
    head[0] = 0x80;
    head[1] = (marker ? 0x80 : 0) | this.#payloadType;
    head.writeUInt16BE(this.#sequence, 2);
    head.writeUInt32BE(timestamp >>> 0, 4);
    head.writeUInt32BE(this.#source, 8);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    return Buffer.concat([head, ...payload]);
  }
}
