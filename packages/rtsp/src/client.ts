import { connect, type Socket } from 'node:net';
import { authorize, type Challenge, type Credentials, parseChallenge } from './digest.ts';
import { formatRequest, type RtspMessage } from './message.ts';
import { controlAddress, type Medium, parseMedia } from './sdp.ts';
import { parseSession } from './session.ts';
import { interleave, RtspSplitter } from './splitter.ts';

/** Why a camera gave no stream. `wrong_password` and `refused` stay so until somebody acts; the others may pass. */
export type RtspProblem = 'unreachable' | 'wrong_password' | 'refused' | 'no_media' | 'stalled' | 'closed' | 'protocol';

export class RtspError extends Error {
  readonly problem: RtspProblem;
  constructor(problem: RtspProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

export interface RtspPullOptions {
  host: string;
  port: number;
  /** Path and query of the stream, from its slash. */
  path: string;
  credentials: Credentials | null;
  /** Whether the camera's speaker is wanted too (ONVIF streaming specification, 5.3). */
  backchannel?: boolean;
  /** Milliseconds without a packet after which the stream counts as stalled; 10,000 unless told. */
  stallMs?: number;
  /** Milliseconds for each answer; 5,000 unless told. */
  answerMs?: number;
  /** A packet of one of `media`, by its place; a view that is only good during the call. */
  onPacket: (medium: number, packet: Buffer) => void;
  /** The end of a stream that had begun, once; null when we ended it. */
  onEnd: (problem: RtspError | null) => void;
}

/** A stream that runs. */
export interface RtspPull {
  readonly media: readonly Medium[];
  /** Sends an RTP packet to a medium whose direction is `to-camera`. */
  send: (medium: number, packet: Buffer) => void;
  /** Ends the stream; `onEnd` is called with null. */
  close: () => void;
}

interface Waiting {
  done: (message: RtspMessage) => void;
  fail: (error: Error) => void;
}

const NOT_ALLOWED = 401;
const OK = 200;

/** One connection: requests with their answers, and what comes in between. */
class Connection {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #options: RtspPullOptions;
  #sequence = 0;
  #challenge: Challenge | 'basic' | null = null;
  #session: string | null = null;
  /** Seconds after which the camera forgets a silent client. */
  lifeS = 60;
  onPacket: (channel: number, packet: Buffer) => void = () => {};
  onClosed: (error: RtspError) => void = () => {};

  constructor(socket: Socket, options: RtspPullOptions) {
    this.#socket = socket;
    this.#options = options;
    const splitter = new RtspSplitter();
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const unit of splitter.push(chunk)) {
          if (unit.kind === 'packet') this.onPacket(unit.channel, unit.packet);
          else this.#answered(unit.message);
        }
      } catch (error) {
        socket.destroy();
        this.#end(new RtspError('protocol', String(error)));
      }
    });
    socket.once('error', (error) => this.#end(new RtspError('unreachable', error.message)));
    socket.once('close', () => this.#end(new RtspError('closed', 'the camera closed the connection')));
  }

  #end(error: RtspError): void {
    for (const { fail } of this.#waiting.values()) fail(error);
    this.#waiting.clear();
    this.onClosed(error);
  }

  #answered(message: RtspMessage): void {
    const sequence = Number(message.headers.get('cseq'));
    this.#waiting.get(sequence)?.done(message);
    this.#waiting.delete(sequence);
  }

  #once(method: string, uri: string, headers: Readonly<Record<string, string>>): Promise<RtspMessage> {
    const sequence = ++this.#sequence;
    const { credentials, answerMs = 5_000 } = this.#options;
    const authorization =
      this.#challenge && credentials ? { Authorization: authorize(this.#challenge, credentials, method, uri) } : {};
    const session = this.#session === null ? {} : { Session: this.#session };
    const all = { CSeq: String(sequence), 'User-Agent': 'Latchkey', ...authorization, ...session, ...headers };
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(sequence);
        reject(new RtspError('unreachable', `no answer to ${method}`));
      }, answerMs);
      this.#waiting.set(sequence, {
        done: (message) => {
          clearTimeout(timer);
          resolve(message);
        },
        fail: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.#socket.write(formatRequest(method, uri, all));
    });
  }

  /** Throws RtspError for every answer but 200. */
  async ask(method: string, uri: string, headers: Readonly<Record<string, string>> = {}): Promise<RtspMessage> {
    let answer = await this.#once(method, uri, headers);
    const asked = answer.headers.get('www-authenticate');
    // A camera may let its nonce grow old: a new challenge is answered once.
    if (codeOf(answer) === NOT_ALLOWED && asked !== undefined && this.#options.credentials) {
      this.#challenge = parseChallenge(asked);
      answer = await this.#once(method, uri, headers);
    }
    if (codeOf(answer) === NOT_ALLOWED)
      throw new RtspError('wrong_password', 'the camera refuses the user or password');
    if (codeOf(answer) !== OK) throw new RtspError('refused', `${method} was answered ${codeOf(answer)}`);
    return answer;
  }

  keepSession(header: string | undefined): void {
    const { id, lifeS } = parseSession(header ?? '');
    this.#session = id ?? this.#session;
    this.lifeS = lifeS ?? this.lifeS;
  }

  /** Tells the camera that we are still there; what it answers does not matter. */
  keepAlive(uri: string): void {
    this.#once('GET_PARAMETER', uri, {}).catch(() => {});
  }

  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  leave(uri: string): void {
    this.#once('TEARDOWN', uri, {}).catch(() => {});
    this.#socket.end();
    const socket = this.#socket;
    setTimeout(() => socket.destroy(), 500).unref();
  }
}

const codeOf = (message: RtspMessage): number => ('code' in message.start ? message.start.code : 0);

const HEARD_BY_US = new Set(['H264', 'H265', 'PCMA', 'PCMU']);

function openSocket(options: RtspPullOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: options.host, port: options.port, noDelay: true });
    const fail = (message: string): void => {
      socket.destroy();
      reject(new RtspError('unreachable', message));
    };
    const timer = setTimeout(() => fail('the camera does not answer'), options.answerMs ?? 5_000);
    socket.once('error', (error) => fail(error.message));
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('close', () => clearTimeout(timer));
  });
}

/** DESCRIBE, SETUP of each medium over this connection, PLAY. */
async function begin(connection: Connection, address: string, options: RtspPullOptions): Promise<Medium[]> {
  const wish: Record<string, string> = options.backchannel ? { Require: 'www.onvif.org/ver20/backchannel' } : {};
  const description = await connection.ask('DESCRIBE', address, { Accept: 'application/sdp', ...wish });
  const base = description.headers.get('content-base') ?? description.headers.get('content-location') ?? address;
  const media = parseMedia(description.body).filter(({ encoding }) => encoding && HEARD_BY_US.has(encoding.name));
  if (media.length === 0) throw new RtspError('no_media', 'the camera has no stream that we can read');
  for (const [place, medium] of media.entries()) {
    const Transport = `RTP/AVP/TCP;unicast;interleaved=${place * 2}-${place * 2 + 1}`;
    const answer = await connection.ask('SETUP', controlAddress(base, medium.control), { Transport, ...wish });
    connection.keepSession(answer.headers.get('session'));
  }
  await connection.ask('PLAY', address, { Range: 'npt=0-' });
  return media;
}

/** Pulls a camera's stream over one TCP connection. Throws RtspError when it does not begin. */
export async function pullRtsp(options: RtspPullOptions): Promise<RtspPull> {
  const connection = new Connection(await openSocket(options), options);
  const address = `rtsp://${options.host}:${options.port}${options.path}`;
  let media: Medium[];
  try {
    media = await begin(connection, address, options);
  } catch (error) {
    connection.leave(address);
    throw error instanceof RtspError ? error : new RtspError('protocol', String(error));
  }
  let over = false;
  let heard = Date.now();
  const end = (problem: RtspError | null): void => {
    if (over) return;
    over = true;
    clearInterval(watch);
    clearInterval(alive);
    connection.leave(address);
    options.onEnd(problem);
  };
  const stallMs = options.stallMs ?? 10_000;
  const watch = setInterval(
    () => Date.now() - heard > stallMs && end(new RtspError('stalled', 'no picture came any more')),
    Math.max(50, stallMs / 4),
  );
  const alive = setInterval(() => connection.keepAlive(address), (connection.lifeS / 2) * 1_000);
  connection.onClosed = end;
  connection.onPacket = (channel, packet) => {
    if (over || channel % 2 === 1) return;
    heard = Date.now();
    options.onPacket(channel / 2, packet);
  };
  return {
    media,
    send: (medium, packet) => void (over || connection.write(interleave(medium * 2, packet))),
    close: () => end(null),
  };
}
