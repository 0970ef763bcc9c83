import { parseHead, type RtspMessage } from './message.ts';

/** One unit of an RTSP connection: a message, or a packet of an interleaved channel (RFC 2326, 10.12). */
export type RtspUnit = { kind: 'message'; message: RtspMessage } | { kind: 'packet'; channel: number; packet: Buffer };

const DOLLAR = 0x24;
const MAX_HEAD = 16_384;
const MAX_BODY = 65_536;

/** What cannot be RTSP: the connection is of no use any more. */
export class RtspSyntaxError extends Error {}

/** Cuts the bytes of one connection into units, however they arrive. Packets are views of what arrived: copy to keep. */
export class RtspSplitter {
  #rest: Buffer = Buffer.alloc(0);

  /** The units that are complete now. Throws RtspSyntaxError. */
  *push(chunk: Buffer): Generator<RtspUnit> {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = Buffer.alloc(0);
    for (;;) {
      const taken = bytes[0] === DOLLAR ? packetAt(bytes) : messageAt(bytes);
      if (!taken) break;
      bytes = bytes.subarray(taken.length);
      if (taken.unit) yield taken.unit;
    }
    this.#rest = bytes;
  }
}

interface Taken {
  length: number;
  /** Null where stray bytes were skipped. */
  unit: RtspUnit | null;
}

function packetAt(bytes: Buffer): Taken | null {
  if (bytes.length < 4) return null;
  const length = 4 + bytes.readUInt16BE(2);
  if (bytes.length < length) return null;
  return { length, unit: { kind: 'packet', channel: bytes[1] ?? 0, packet: bytes.subarray(4, length) } };
}

function messageAt(bytes: Buffer): Taken | null {
  // Some cameras send an empty line between messages.
  if (bytes[0] === 0x0d && bytes[1] === 0x0a) return { length: 2, unit: null };
  const end = bytes.subarray(0, MAX_HEAD).indexOf('\r\n\r\n');
  if (end < 0) {
    if (bytes.length >= MAX_HEAD) throw new RtspSyntaxError('the head of an RTSP message is too long');
    return null;
  }
  const head = parseHead(bytes.toString('latin1', 0, end));
  if (!head) throw new RtspSyntaxError('this is no RTSP message');
  const length = Number(head.headers.get('content-length') ?? 0);
  if (!Number.isInteger(length) || length < 0 || length > MAX_BODY)
    throw new RtspSyntaxError('the body of an RTSP message is too long');
  const whole = end + 4 + length;
  if (bytes.length < whole) return null;
  return {
    length: whole,
    unit: { kind: 'message', message: { ...head, body: bytes.toString('utf8', end + 4, whole) } },
  };
}

/** A packet as it goes over its interleaved channel. */
export function interleave(channel: number, packet: Buffer): Buffer {
  const head = Buffer.allocUnsafe(4 + packet.length);
  head[0] = DOLLAR;
  head[1] = channel;
  head.writeUInt16BE(packet.length, 2);
  packet.copy(head, 4);
  return head;
}
