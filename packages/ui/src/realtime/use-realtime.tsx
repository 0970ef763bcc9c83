import { createContext, type ReactNode, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { createRealtime, type Realtime, type Socket } from './connection.ts';
import type { News } from './wire.ts';

const RealtimeContext = createContext<Realtime | null>(null);

/** The browser's staff socket on the page's origin; the session cookie goes with it. */
export function browserRealtime(): Realtime {
  return createRealtime({
    open: () => browserSocket(`${location.origin.replace(/^http/, 'ws')}/ws?as=staff`),
    now: Date.now,
    schedule: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  });
}

function browserSocket(address: string): Socket {
  const inner = new WebSocket(address);
  const socket: Socket = {
    send: (text) => inner.send(text),
    close: () => inner.close(),
    onopen: null,
    onclose: null,
    onmessage: null,
  };
  inner.onopen = () => socket.onopen?.();
  inner.onclose = () => socket.onclose?.();
  inner.onmessage = (event) => socket.onmessage?.(event);
  return socket;
}

export function RealtimeProvider(props: { realtime: Realtime; children: ReactNode }) {
  const { realtime } = props;
  useEffect(() => {
    const wake = () => {
      if (!document.hidden) realtime.wake();
    };
    document.addEventListener('visibilitychange', wake);
    addEventListener('online', wake);
    addEventListener('pageshow', wake);
    return () => {
      document.removeEventListener('visibilitychange', wake);
      removeEventListener('online', wake);
      removeEventListener('pageshow', wake);
    };
  }, [realtime]);
  return <RealtimeContext value={props.realtime}>{props.children}</RealtimeContext>;
}

function useRealtime(): Realtime {
  const realtime = useContext(RealtimeContext);
  if (!realtime) throw new Error('RealtimeProvider is missing');
  return realtime;
}

/** Calls back for news on these topics while mounted, and `onRecovered` once a lost connection is back. */
export function useNews(topics: readonly string[], onNews: (news: News) => void, onRecovered?: () => void): void {
  const realtime = useRealtime();
  const latest = useRef({ onNews, onRecovered });
  useEffect(() => {
    latest.current = { onNews, onRecovered };
  });
  const key = topics.join('\n');
  useEffect(() => {
    const names = key.split('\n').filter(Boolean);
    const stopNews = realtime.subscribe(names, (news) => latest.current.onNews(news));
    const stopRecovery = realtime.onRecovered(() => latest.current.onRecovered?.());
    return () => {
      stopNews();
      stopRecovery();
    };
  }, [realtime, key]);
}

export function useConnection() {
  const realtime = useRealtime();
  return useSyncExternalStore(realtime.watch, realtime.snapshot);
}
