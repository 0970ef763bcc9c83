import { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { NewsItem } from './news.ts';

/** Carries news and hints between server processes. Everything on it may be lost. */
export interface Bus {
  /** Tells this process's own listeners at once, and the other processes in a moment. */
  sendNews(item: NewsItem): void;
  onNews(listener: (item: NewsItem) => void): void;
  /** Tells the other processes in a moment. */
  sendHint(name: string): void;
  /** Hints of the other processes. */
  onHint(listener: (name: string) => void): void;
}

/** The part of an MQTT client that the bus needs. */
export interface BusTransport {
  publish(topic: string, payload: string): void;
  subscribe(topic: string, listener: (topic: string, payload: Buffer) => void): void;
  /** Called after each (re)connection, once what was subscribed comes in. */
  onConnect(listener: () => void): void;
}

/** Milliseconds in which what is to be told is gathered into one message: each has its price at every server. */
const GATHER_MS = 5;
/** Milliseconds between a server's words that it is there, and after which one that is silent is taken for gone. */
const HERE_EVERY_MS = 20_000;
const GONE_AFTER_MS = 90_000;
const presence = z.object({ from: z.string(), asks: z.boolean() });
const bundle = z.object({ from: z.string(), news: z.array(z.unknown()), hints: z.array(z.string()) });

/** Which other servers there are. Who has just come asks, and everybody who hears it answers. */
function watchOthers(transport: BusTransport, processId: string, onStrange: (error: unknown) => void) {
  const lastHeard = new Map<string, number>();
  const say = (asks: boolean) => transport.publish('bus/here', JSON.stringify({ from: processId, asks }));
  transport.subscribe('bus/here', (_topic, payload) => {
    try {
      const { from, asks } = presence.parse(JSON.parse(payload.toString('utf8')));
      if (from === processId) return;
      lastHeard.set(from, performance.now());
      if (asks) say(false);
    } catch (error) {
      onStrange(error);
    }
  });
  transport.onConnect(() => say(true));
  setInterval(() => {
    const gone = performance.now() - GONE_AFTER_MS;
    for (const [from, at] of lastHeard) if (at < gone) lastHeard.delete(from);
    say(false);
  }, HERE_EVERY_MS).unref();
  return { any: () => lastHeard.size > 0 };
}

/**
 * A bus over the broker: `bus/told`, where there is another server to tell. For the moments in which one has come and is not known
 * yet, news are lost, as they may be.
 * They reach this process's own listeners directly, so that a broken broker does not silence the screens that this process
 * serves; its own echoes are dropped by the sender's name.
 */
export function createBus(transport: BusTransport | null, processId: string, log: Logger): Bus {
  const local = new EventEmitter();
  local.setMaxListeners(100);
  let news: NewsItem[] = [];
  let hints = new Set<string>();
  let gathering = false;

  const strange = (error: unknown) => log.warn({ err: error }, 'a bus message could not be read');
  const receive = (_topic: string, payload: Buffer) => {
    try {
      const message = bundle.parse(JSON.parse(payload.toString('utf8')));
      if (message.from === processId) return;
      for (const item of message.news) local.emit('news', item as NewsItem);
      for (const name of message.hints) local.emit('hint', name);
    } catch (error) {
      strange(error);
    }
  };
  const publish = () => {
    gathering = false;
    for (let from = 0; from === 0 || from < news.length; from += 200)
      transport?.publish(
        'bus/told',
        JSON.stringify({ from: processId, news: news.slice(from, from + 200), hints: from === 0 ? [...hints] : [] }),
      );
    news = [];
    hints = new Set();
  };
  const others = transport && watchOthers(transport, processId, strange);
  const gather = () => {
    if (gathering) return;
    gathering = true;
    setTimeout(publish, GATHER_MS).unref();
  };
  transport?.subscribe('bus/told', receive);
  return {
    sendNews(item) {
      local.emit('news', item);
      if (!others?.any()) return;
      news.push(item);
      gather();
    },
    onNews: (listener) => void local.on('news', listener),
    sendHint(name) {
      if (!others?.any()) return;
      hints.add(name);
      gather();
    },
    onHint: (listener) => void local.on('hint', listener),
  };
}
