import type { RealtimeData, RealtimeEventName, RealtimeFromServer } from '@latchkey/contract';
import { useEffect, useRef } from 'react';
import { openSocket } from '../platform/socket';
import type { Socket } from '../platform/socket-types';
import { createStore, useStore } from './store';

export interface Connection {
  /** `off`: nobody is signed in, nothing to hear. */
  state: 'off' | 'connecting' | 'live' | 'lost';
  /** When the server was last heard, ms since the epoch; 0 before the first time. */
  heardAt: number;
}

const PING_MS = 10_000;
/** The server answers every ping; two missed answers mean that the line is dead even if no one closed it. */
const SILENCE_MS = 25_000;
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];

export const connection = createStore<Connection>({ state: 'off', heardAt: 0 });
type Listener = (name: RealtimeEventName, data: RealtimeData) => void;
const listeners = new Set<Listener>();
const revivers = new Set<() => void>();

let socket: Socket | null = null;
let generation = 0;
let retries = 0;
let pinger: ReturnType<typeof setInterval> | undefined;
let retryTimer: ReturnType<typeof setTimeout> | undefined;

export function startRealtime(): void {
  if (connection.get().state === 'off') connect();
}

export function stopRealtime(): void {
  drop();
  clearTimeout(retryTimer);
  retries = 0;
  connection.patch({ state: 'off' });
}

/** Try again now: the network came back, or the app came to the front. */
export function reviveRealtime(): void {
  const { state } = connection.get();
  if (state === 'off' || state === 'live') return;
  clearTimeout(retryTimer);
  connect();
}

function drop(): void {
  generation++;
  clearInterval(pinger);
  socket?.close();
  socket = null;
}

function connect(): void {
  drop();
  const mine = generation;
  connection.patch({ state: connection.get().state === 'lost' ? 'lost' : 'connecting' });
  const opened = openSocket({
    onOpen() {
      if (mine !== generation) return;
      opened.send(JSON.stringify({ type: 'subscribe', topics: ['me'] }));
      pinger = setInterval(() => ping(opened), PING_MS);
    },
    onText(text) {
      if (mine === generation) heard(text);
    },
    onClose() {
      if (mine === generation) lost();
    },
  });
  socket = opened;
}

function ping(opened: Socket): void {
  if (Date.now() - connection.get().heardAt > SILENCE_MS) lost();
  else opened.send(JSON.stringify({ type: 'ping' }));
}

function lost(): void {
  drop();
  connection.patch({ state: 'lost' });
  const wait = RETRY_MS[Math.min(retries++, RETRY_MS.length - 1)] ?? 15_000;
  clearTimeout(retryTimer);
  retryTimer = setTimeout(connect, wait);
}

function heard(text: string): void {
  const message = parse(text);
  if (!message) return;
  const wasLive = connection.get().state === 'live';
  connection.set({ state: 'live', heardAt: Date.now() });
  if (message.type === 'subscribed' && !wasLive) retries = 0;
  if (message.type === 'subscribed') for (const revive of [...revivers]) revive();
  if (message.type === 'event') for (const listener of [...listeners]) listener(message.name, message.data);
}

/** The server speaks first and is ours; still, what is no message of the contract is ignored rather than trusted. */
function parse(text: string): RealtimeFromServer | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'type' in value ? (value as RealtimeFromServer) : null;
  } catch {
    return null;
  }
}

/** Calls when the line is live again after it was lost. */
export function onLive(listener: () => void): void {
  let before = connection.get().state;
  connection.subscribe(() => {
    const { state } = connection.get();
    if (state === 'live' && before !== 'live') listener();
    before = state;
  });
}

export function onNews(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Keeps something fresh: reads it again on each of these news, whenever the line comes back, and by the clock:
 * every `pollMs` while the line is down, five times slower as a safety net while it is up.
 */
export function useLive(names: readonly RealtimeEventName[], refresh: () => void, pollMs: number, active = true): void {
  const latest = useRef(refresh);
  latest.current = refresh;
  const { state } = useStore(connection);
  const wanted = names.join(' ');
  useEffect(() => {
    if (!active) return;
    const go = () => latest.current();
    const stop = onNews((name) => {
      if (wanted.split(' ').includes(name)) go();
    });
    revivers.add(go);
    return () => {
      stop();
      revivers.delete(go);
    };
  }, [wanted, active]);
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => latest.current(), state === 'live' ? pollMs * 5 : pollMs);
    return () => clearInterval(timer);
  }, [state, pollMs, active]);
}
