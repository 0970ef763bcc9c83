import { randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { type Challenge, type Credentials, isAuthorized } from './digest.ts';
import { formatAnswer, type RtspMessage } from './message.ts';
import { interleave, RtspSplitter } from './splitter.ts';

/** Somebody who watches. */
export interface RtspViewer {
  /** Sends a packet of one of the described media; dropped for a viewer that does not keep up. */
  send: (medium: number, packet: Buffer) => void;
  /** Ends the connection without a word, as a camera does that loses its power. */
  cut: () => void;
}

export interface RtspStream {
  credentials: Credentials;
  /** The session description with `a=control:track<place>` in each medium. */
  describe: (backchannel: boolean) => string;
  /** Place of the medium that goes to the camera's speaker. */
  backchannelTrack: number;
  onPlay: (viewer: RtspViewer) => void;
  onLeave: (viewer: RtspViewer) => void;
  /** A packet for the camera's speaker. */
  onBackchannel: (packet: Buffer) => void;
}

export interface RtspServerOptions {
  host: string;
  port: number;
  /** The stream at a path, if there is one; 'dead' where the camera has no power: the connection ends without a word. */
  find: (path: string) => RtspStream | 'dead' | null;
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  455: 'Method Not Valid In This State',
  461: 'Unsupported Transport',
  501: 'Not Implemented',
};
/** Bytes that may wait for a viewer before packets are dropped for it. */
const BACKLOG = 2_000_000;

interface Request {
  method: string;
  uri: string;
  headers: ReadonlyMap<string, string>;
}

/** One connection of the server. */
class Guest implements RtspViewer {
  readonly #socket: Socket;
  readonly #options: RtspServerOptions;
  readonly #challenge: Challenge = { realm: 'camera', nonce: randomBytes(16).toString('hex'), algorithm: 'md5' };
  readonly #session = randomBytes(6).toString('hex');
  /** Channel of each medium that was set up; the backchannel's apart. */
  readonly #channels = new Map<number, number>();
  #back: { track: number; channel: number } | null = null;
  #stream: RtspStream | null = null;
  #playing = false;

  constructor(socket: Socket, options: RtspServerOptions) {
    this.#socket = socket;
    this.#options = options;
    const splitter = new RtspSplitter();
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const unit of splitter.push(chunk)) {
          if (unit.kind === 'message') this.#take(unit.message);
          else if (unit.channel === this.#back?.channel) this.#stream?.onBackchannel(Buffer.from(unit.packet));
        }
      } catch {
        socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#stop());
  }

  send(medium: number, packet: Buffer): void {
    const channel = this.#channels.get(medium);
    if (channel !== undefined && this.#socket.writableLength < BACKLOG) this.#socket.write(interleave(channel, packet));
  }

  cut(): void {
    this.#socket.destroy();
  }

  #stop(): void {
    if (this.#playing) this.#stream?.onLeave(this);
    this.#playing = false;
  }

  #take({ start, headers }: RtspMessage): void {
    if (!('method' in start)) return;
    const answer: Answer = (code, more = {}, body = '') => {
      const all = { CSeq: headers.get('cseq') ?? '0', ...more };
      this.#socket.write(formatAnswer(code, REASONS[code] ?? '', all, body));
    };
    if (start.method === 'OPTIONS') answer(200, { Public: 'OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN' });
    else this.#serve({ ...start, headers }, answer);
  }

  #serve(request: Request, answer: Answer): void {
    const stream = this.#stream ?? this.#options.find(pathOf(request.uri));
    const { realm, nonce } = this.#challenge;
    const given = request.headers.get('authorization') ?? '';
    if (stream === 'dead') this.#socket.destroy();
    else if (!stream) answer(404);
    else if (!isAuthorized(this.#challenge, stream.credentials, request.method, given))
      answer(401, { 'WWW-Authenticate': `Digest realm="${realm}", nonce="${nonce}"` });
    else {
      this.#stream = stream;
      this.#obey(stream, request, answer);
    }
  }

  #obey(stream: RtspStream, request: Request, answer: Answer): void {
    if (request.method === 'DESCRIBE') describe(stream, request, answer);
    else if (request.method === 'SETUP') this.#setUp(stream, request, answer);
    else if (request.method === 'PLAY') this.#play(stream, answer);
    else if (request.method === 'GET_PARAMETER') answer(200, { Session: this.#session });
    else if (request.method === 'TEARDOWN') {
      this.#stop();
      answer(200, { Session: this.#session });
      this.#socket.end();
    } else answer(501);
  }

  #setUp(stream: RtspStream, { uri, headers }: Request, answer: Answer): void {
    const track = /\/track(\d+)$/.exec(pathOf(uri))?.[1];
    const transport = headers.get('transport') ?? '';
    const channel = /interleaved=(\d{1,3})/.exec(transport)?.[1];
    if (track === undefined) answer(455);
    else if (!/TCP/.test(transport) || channel === undefined || Number(channel) > 254) answer(461);
    else {
      if (Number(track) === stream.backchannelTrack) this.#back = { track: Number(track), channel: Number(channel) };
      else this.#channels.set(Number(track), Number(channel));
      const Transport = `RTP/AVP/TCP;unicast;interleaved=${channel}-${Number(channel) + 1}`;
      answer(200, { Session: `${this.#session};timeout=60`, Transport });
    }
  }

  #play(stream: RtspStream, answer: Answer): void {
    if (this.#channels.size === 0 && !this.#back) {
      answer(455);
      return;
    }
    answer(200, { Session: this.#session, Range: 'npt=0-' });
    if (this.#playing || this.#channels.size === 0) return;
    this.#playing = true;
    stream.onPlay(this);
  }
}

function describe(stream: RtspStream, { uri, headers }: Request, answer: Answer): void {
  const backchannel = /backchannel/.test(headers.get('require') ?? '');
  const base = uri.endsWith('/') ? uri : `${uri}/`;
  answer(200, { 'Content-Base': base, 'Content-Type': 'application/sdp' }, stream.describe(backchannel));
}

type Answer = (code: number, headers?: Readonly<Record<string, string>>, body?: string) => void;

const pathOf = (uri: string): string => (URL.canParse(uri) ? new URL(uri).pathname.replace(/\/$/, '') : uri);

export interface RtspServer {
  port: number;
  /** Cuts every connection, as a camera does that loses its power. */
  cut: () => void;
  close: () => Promise<void>;
}

/** A camera's side of RTSP over TCP, with digest authentication. */
export async function serveRtsp(options: RtspServerOptions): Promise<RtspServer> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    new Guest(socket, options);
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(options.port, options.host, done);
  });
  const at = server.address();
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof at === 'object' && at ? at.port : options.port,
    cut,
    close: () => {
      cut();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
