import { describe, expect, it } from 'vitest';
import { createRealtime, reconnectDelay, SILENCE_MS, type Socket } from './connection.ts';

/** A network in the test's hands: sockets that were opened, timers that were set, and a clock. */
function bench() {
  const sockets: (Socket & { sent: string[]; closed: boolean })[] = [];
  const timers = new Set<{ at: number; run: () => void }>();
  const clock = { now: 1_000 };
  const realtime = createRealtime({
    open: () => {
      const socket = {
        sent: [] as string[],
        closed: false,
        send: (text: string) => void socket.sent.push(text),
        close: () => {
          socket.closed = true;
        },
        onopen: null,
        onclose: null,
        onmessage: null,
      };
      sockets.push(socket);
      return socket;
    },
    now: () => clock.now,
    schedule: (run, ms) => {
      const timer = { at: clock.now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    random: () => 0.5,
  });
  const advance = (ms: number) => {
    clock.now += ms;
    for (const timer of [...timers]) {
      if (timer.at > clock.now) continue;
      timers.delete(timer);
      timer.run();
    }
  };
  const last = () => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  };
  return { realtime, sockets, advance, last, clock, timers };
}

const event = (topic: string) =>
  JSON.stringify({ type: 'event', topic, name: 'visit.changed', data: { id: 'v' }, at: '2026-01-01T00:00:00Z' });

describe('the live connection', () => {
  it('[UX-8] opens one socket for all topics and asks for them once it is open', () => {
    const { realtime, sockets, last } = bench();
    realtime.subscribe(['me'], () => {});
    realtime.subscribe(['store:a', 'store:b'], () => {});
    expect(sockets).toHaveLength(1);
    expect(last().sent).toEqual([]);
    last().onopen?.();
    expect(last().sent.map((text) => JSON.parse(text))).toEqual([
      { type: 'subscribe', topics: ['me', 'store:a', 'store:b'] },
    ]);
  });

  it('[UX-8] hands news only to the listeners of their topic and ignores noise', () => {
    const { realtime, last } = bench();
    const heard: string[] = [];
    realtime.subscribe(['store:a'], (news) => heard.push(`a ${news.name}`));
    realtime.subscribe(['store:b'], (news) => heard.push(`b ${news.name}`));
    last().onopen?.();
    for (const data of [event('store:b'), '{', '{"type":"pong"}', 7, event('store:c')]) last().onmessage?.({ data });
    expect(heard).toEqual(['b visit.changed']);
  });

  it('[UX-8] says that the connection is lost, comes back by itself, asks for every topic again and tells screens', () => {
    const { realtime, sockets, last, advance } = bench();
    let recovered = 0;
    realtime.onRecovered(() => recovered++);
    realtime.subscribe(['store:a'], () => {});
    last().onopen?.();
    last().onclose?.();
    expect(realtime.snapshot().state).toBe('lost');
    advance(reconnectDelay(0, 0.5));
    expect(sockets).toHaveLength(2);
    expect(realtime.snapshot().state).toBe('lost');
    last().onopen?.();
    expect(realtime.snapshot().state).toBe('open');
    expect(last().sent).toHaveLength(1);
    expect(recovered).toBe(1);
  });

  it('[UX-8] keeps the time of the last word while the connection is lost, so that screens can say how old they are', () => {
    const { realtime, last, clock, advance } = bench();
    realtime.subscribe(['me'], () => {});
    last().onopen?.();
    advance(4_000);
    last().onmessage?.({ data: '{"type":"pong"}' });
    const heardAt = clock.now;
    last().onclose?.();
    clock.now += 60_000;
    expect(realtime.snapshot()).toEqual({ state: 'lost', heardAt });
  });

  it('[UX-8] counts a silent server as lost', () => {
    const { realtime, last, advance } = bench();
    realtime.subscribe(['me'], () => {});
    last().onopen?.();
    const first = last();
    advance(SILENCE_MS - 1);
    expect(realtime.snapshot().state).toBe('open');
    advance(1);
    expect(realtime.snapshot().state).toBe('lost');
    expect(first.closed).toBe(true);
  });

  it('[UX-8] comes back at once after a sleep, without waiting for timers that slept too, and tells screens', () => {
    const { realtime, sockets, last, clock } = bench();
    let recovered = 0;
    realtime.onRecovered(() => recovered++);
    realtime.subscribe(['me'], () => {});
    last().onopen?.();
    clock.now += 5_000;
    realtime.wake();
    expect(sockets).toHaveLength(1);
    clock.now += 3_600_000;
    realtime.wake();
    expect(sockets).toHaveLength(2);
    expect(sockets[0]?.closed).toBe(true);
    expect(realtime.snapshot().state).toBe('lost');
    last().onopen?.();
    expect(realtime.snapshot().state).toBe('open');
    expect(recovered).toBe(1);
  });

  it('[UX-8] does not wait for the next try when the network is back', () => {
    const { realtime, sockets, last, timers } = bench();
    realtime.subscribe(['me'], () => {});
    last().onopen?.();
    last().onclose?.();
    realtime.wake();
    realtime.wake();
    expect(sockets).toHaveLength(2);
    last().onopen?.();
    expect(timers.size).toBe(1);
  });

  it('[UX-8] closes after the last subscription and does not come back', () => {
    const { realtime, sockets, last, advance, timers } = bench();
    const stop = realtime.subscribe(['me'], () => {});
    last().onopen?.();
    stop();
    expect(last().closed).toBe(true);
    expect(timers.size).toBe(0);
    advance(60_000);
    expect(sockets).toHaveLength(1);
    expect(realtime.snapshot().state).toBe('idle');
  });

  it('[UX-8] ends a topic only when its last listener has gone', () => {
    const { realtime, last } = bench();
    realtime.subscribe(['me'], () => {});
    const one = realtime.subscribe(['store:a'], () => {});
    const two = realtime.subscribe(['store:a'], () => {});
    last().onopen?.();
    one();
    expect(last().sent).toHaveLength(1);
    two();
    expect(JSON.parse(last().sent[1] ?? '')).toEqual({ type: 'unsubscribe', topics: ['store:a'] });
  });

  it('[UX-8] waits longer after each failed try, with a ceiling', () => {
    const waits = [0, 1, 2, 5, 50].map((attempt) => reconnectDelay(attempt, 1));
    expect(waits).toEqual([500, 1_000, 2_000, 15_000, 15_000]);
    expect(reconnectDelay(0, 0)).toBe(250);
  });
});
