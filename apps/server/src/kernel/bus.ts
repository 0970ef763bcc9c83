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
}

/** Milliseconds in which what is to be told is gathered into one message: each has its price at every server. */
const GATHER_MS = 5;
const bundle = z.object({ from: z.string(), news: z.array(z.unknown()), hints: z.array(z.string()) });

/**
 * A bus over the broker: `bus/told`. News reach this process's own listeners directly, so that a broken broker does not silence
 * the screens that this process serves; its own echoes are dropped by the sender's name.
 */
export function createBus(transport: BusTransport | null, processId: string, log: Logger): Bus {
  const local = new EventEmitter();
  local.setMaxListeners(100);
  let news: NewsItem[] = [];
  let hints = new Set<string>();
  let gathering = false;

  const receive = (_topic: string, payload: Buffer) => {
    try {
      const message = bundle.parse(JSON.parse(payload.toString('utf8')));
      if (message.from === processId) return;
      for (const item of message.news) local.emit('news', item as NewsItem);
      for (const name of message.hints) local.emit('hint', name);
    } catch (error) {
      log.warn({ err: error }, 'a bus message could not be read');
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
  const gather = () => {
    if (gathering || !transport) return;
    gathering = true;
    setTimeout(publish, GATHER_MS).unref();
  };
  transport?.subscribe('bus/told', receive);
  return {
    sendNews(item) {
      local.emit('news', item);
      if (transport) news.push(item);
      gather();
    },
    onNews: (listener) => void local.on('news', listener),
    sendHint(name) {
      if (transport) hints.add(name);
      gather();
    },
    onHint: (listener) => void local.on('hint', listener),
  };
}
