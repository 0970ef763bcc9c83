// wx.request and wx.connectSocket over the real network, which may go away.
import type { Outside } from './outside.ts';
import { settle, type WxOptions } from './wx-call.ts';

type Listener = (event: never) => void;

/** Node's WebSocket takes headers, which the browser's type does not know. */
const openSocket = (url: string, header: Record<string, string>): WebSocket =>
  new (WebSocket as unknown as new (url: string, options: object) => WebSocket)(url, { headers: header });

export interface Network {
  readonly api: Record<string, (...given: never[]) => unknown>;
  /** Headers with which sockets were opened, oldest first. */
  readonly sockets: readonly { url: string; header: Record<string, string> }[];
  /** Every request: method, path, and the status of its answer; 0 when there was none. */
  readonly requests: { method: string; path: string; status: number }[];
  /** The phone's network goes or comes; WeChat tells the mini-program. */
  plug(connected: boolean): void;
  /** Every socket breaks, and nobody says goodbye. */
  breakSockets(): void;
}

class Lines {
  readonly live = new Set<{ close(): void }>();

  breakAll(): void {
    for (const line of [...this.live]) line.close();
    this.live.clear();
  }
}

/** One socket with WeChat's task in front of it. */
function connect(url: string, header: Record<string, string>, lines: Lines): object {
  const socket = openSocket(url, header);
  const on: Record<string, Listener[]> = { open: [], message: [], close: [], error: [] };
  const tell = (name: string, event: object) => {
    for (const listener of on[name] ?? []) listener(event as never);
  };
  const add = (name: string) => (listener: Listener) => void on[name]?.push(listener);
  let over = false;
  const end = (code: number) => {
    if (over) return;
    over = true;
    lines.live.delete(line);
    socket.close();
    tell('close', { code, reason: '' });
  };
  const line = { close: () => end(1006) };
  lines.live.add(line);
  socket.onopen = () => tell('open', {});
  socket.onmessage = ({ data }) => {
    if (!over) tell('message', { data: String(data) });
  };
  socket.onerror = () => tell('error', { errMsg: 'socket error' });
  socket.onclose = ({ code }) => end(code);
  return {
    onOpen: add('open'),
    onMessage: add('message'),
    onClose: add('close'),
    onError: add('error'),
    send: ({ data }: { data: string }) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data);
    },
    close: () => end(1000),
  };
}

export function networkApi(outside: Outside): Network {
  const sockets: { url: string; header: Record<string, string> }[] = [];
  const requests: { method: string; path: string; status: number }[] = [];
  const watchers: ((state: { isConnected: boolean; networkType: string }) => void)[] = [];
  const lines = new Lines();
  let connected = true;

  async function ask(options: WxOptions): Promise<unknown> {
    const { pathname, search } = new URL(options.url ?? '');
    const record = { method: options.method ?? 'GET', path: pathname.replace('/api/v1', ''), status: 0 };
    requests.push(record);
    if (!connected) throw new Error('network error');
    const answer = await fetch(outside.origin + pathname + search, {
      method: record.method,
      headers: options.header ?? {},
      ...(typeof options.data === 'string' ? { body: options.data } : {}),
    });
    const text = await answer.text();
    // The answer was on its way when the line broke.
    if (!connected) throw new Error('interrupted');
    record.status = answer.status;
    return { statusCode: answer.status, data: text === '' ? '' : JSON.parse(text), header: {}, cookies: [] };
  }

  const api = {
    request: (options: WxOptions) => {
      settle(options, 'request', () => ask(options)).catch(() => undefined);
      return { abort: () => undefined };
    },
    connectSocket: (options: WxOptions) => {
      const { pathname } = new URL(options.url ?? '');
      const header = options.header ?? {};
      sockets.push({ url: options.url ?? '', header });
      settle(options, 'connectSocket', async () => {
        if (!connected) throw new Error('network error');
        return {};
      }).catch(() => undefined);
      // Without a network WeChat still gives a task, which then closes.
      const target = connected ? outside.origin.replace(/^http/, 'ws') : 'ws://127.0.0.1:9';
      return connect(target + pathname, header, lines);
    },
    onNetworkStatusChange: (watcher: (typeof watchers)[number]) => void watchers.push(watcher),
  };
  return {
    api,
    sockets,
    requests,
    breakSockets: () => lines.breakAll(),
    plug(next) {
      connected = next;
      if (!next) lines.breakAll();
      for (const watcher of watchers) watcher({ isConnected: next, networkType: next ? 'wifi' : 'none' });
    },
  };
}
