import { type News, parseNews, topicMessages } from './wire.ts';

/** The part of WebSocket that is used, so that tests can speak for the server. */
export type Socket = {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
};

export type ConnectionState = 'idle' | 'connecting' | 'open' | 'lost';
export type Snapshot = {
  state: ConnectionState;
  /** ms since epoch of the last word from the server. */
  heardAt: number | null;
};
type Listener = (news: News) => void;

export type RealtimeOptions = {
  open: () => Socket;
  now: () => number;
  /** Runs once after `ms`; returns a cancel. */
  schedule: (run: () => void, ms: number) => () => void;
  random: () => number;
};

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
/** The server speaks every 10 s; two missed pulses and a margin mean that nobody is there. */
export const SILENCE_MS = 25_000;
/** More than one pulse was missed: after a sleep this is reason enough to open a new connection. */
const QUIET_MS = 12_000;

/** Jittered doubling: many screens that lost one server do not come back in one instant. */
export function reconnectDelay(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

export type Realtime = {
  subscribe: (topics: readonly string[], listener: Listener) => () => void;
  /** Runs after a lost connection is back: news in between was missed, so screens read again. */
  onRecovered: (recovered: () => void) => () => void;
  snapshot: () => Snapshot;
  watch: (watcher: () => void) => () => void;
  /** The machine slept, or the network is back: do not wait for a timer that may have slept too. */
  wake: () => void;
};

/**
 * One socket for all topics of an app. It opens with the first subscription, closes after the last,
 * and after a loss or a silence it comes back by itself and asks for every topic again.
 */
export function createRealtime(options: RealtimeOptions): Realtime {
  const topics = new Map<string, Set<Listener>>();
  const watchers = new Set<() => void>();
  const recoveries = new Set<() => void>();
  let snapshot: Snapshot = { state: 'idle', heardAt: null };
  let socket: Socket | null = null;
  let cancelRetry: (() => void) | null = null;
  let cancelWatchdog: (() => void) | null = null;
  let attempt = 0;
  let everOpen = false;

  const set = (next: Partial<Snapshot>) => {
    snapshot = { ...snapshot, ...next };
    for (const watcher of watchers) watcher();
  };

  const send = (type: 'subscribe' | 'unsubscribe', names: string[]) => {
    if (snapshot.state !== 'open' || names.length === 0) return;
    for (const message of topicMessages(type, names)) socket?.send(message);
  };

  const heard = () => {
    cancelWatchdog?.();
    cancelWatchdog = options.schedule(lose, SILENCE_MS);
    set({ heardAt: options.now() });
  };

  const drop = () => {
    cancelWatchdog?.();
    cancelWatchdog = null;
    const mine = socket;
    socket = null;
    mine?.close();
  };

  const lose = () => {
    drop();
    set({ state: 'lost' });
    cancelRetry = options.schedule(connect, reconnectDelay(attempt++, options.random()));
  };

  const connect = () => {
    cancelRetry = null;
    if (snapshot.state === 'idle') set({ state: 'connecting' });
    const mine = options.open();
    socket = mine;
    mine.onopen = () => {
      if (socket !== mine) return;
      attempt = 0;
      snapshot = { ...snapshot, state: 'open' };
      heard();
      send('subscribe', [...topics.keys()]);
      if (everOpen) for (const recovered of recoveries) recovered();
      everOpen = true;
    };
    mine.onmessage = (event) => {
      if (socket !== mine) return;
      heard();
      const news = parseNews(event.data);
      if (news) for (const listener of topics.get(news.topic) ?? []) listener(news);
    };
    mine.onclose = () => {
      if (socket === mine) lose();
    };
  };

  const wake = () => {
    if (snapshot.state === 'lost' && cancelRetry) {
      cancelRetry();
      attempt = 0;
      connect();
    } else if (snapshot.state === 'open' && options.now() - (snapshot.heardAt ?? 0) > QUIET_MS) {
      drop();
      set({ state: 'lost' });
      attempt = 0;
      connect();
    }
  };

  const disconnect = () => {
    cancelRetry?.();
    cancelRetry = null;
    drop();
    everOpen = false;
    attempt = 0;
    set({ state: 'idle' });
  };

  const leave = (names: readonly string[], listener: Listener) => {
    const gone = names.filter((name) => {
      const listeners = topics.get(name);
      listeners?.delete(listener);
      return listeners?.size === 0 && topics.delete(name);
    });
    if (topics.size === 0) disconnect();
    else send('unsubscribe', gone);
  };

  return {
    subscribe: (names, listener) => {
      const fresh = names.filter((name) => !topics.has(name));
      for (const name of names) topics.set(name, (topics.get(name) ?? new Set<Listener>()).add(listener));
      if (names.length > 0 && snapshot.state === 'idle') connect();
      else send('subscribe', fresh);
      return () => leave(names, listener);
    },
    onRecovered: (recovered) => {
      recoveries.add(recovered);
      return () => recoveries.delete(recovered);
    },
    snapshot: () => snapshot,
    wake,
    watch: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}
