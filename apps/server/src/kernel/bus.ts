import { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import type { NewsItem } from './news.ts';

/** Carries news and hints between server processes. Everything on it may be lost. */
export interface Bus {
  sendNews(item: NewsItem): void;
  onNews(listener: (item: NewsItem) => void): void;
  sendHint(name: string): void;
  /** Hints of the other processes. */
  onHint(listener: (name: string) => void): void;
}

/** The part of an MQTT client that the bus needs. */
export interface BusTransport {
  publish(topic: string, payload: string): void;
  subscribe(topic: string, listener: (topic: string, payload: Buffer) => void): void;
}

/**
 * A bus over the broker: `bus/news` and `bus/hint`. News reach this process's own listeners directly, so that a broken broker
 * does not silence the screens that this process serves; its own echoes are dropped by the sender's name.
 */
export function createBus(transport: BusTransport | null, processId: string, log: Logger): Bus {
  const local = new EventEmitter();
  local.setMaxListeners(100);
  const receive = (topic: string, payload: Buffer) => {
    try {
      const message = JSON.parse(payload.toString('utf8')) as { from: string; item?: NewsItem; name?: string };
      if (message.from === processId) return;
      if (topic === 'bus/news') local.emit('news', message.item);
      else local.emit('hint', message.name);
    } catch (error) {
      log.warn({ err: error, topic }, 'a bus message could not be read');
    }
  };
  transport?.subscribe('bus/news', receive);
  transport?.subscribe('bus/hint', receive);
  return {
    sendNews(item) {
      local.emit('news', item);
      transport?.publish('bus/news', JSON.stringify({ from: processId, item }));
    },
    onNews: (listener) => void local.on('news', listener),
    sendHint: (name) => transport?.publish('bus/hint', JSON.stringify({ from: processId, name })),
    onHint: (listener) => void local.on('hint', listener),
  };
}
