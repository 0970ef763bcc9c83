import type { RealtimeEventName, RealtimeFromClient, RealtimeFromServer } from '@latchkey/contract';

/** A piece of news on a topic: what changed, by id. */
export type News = Extract<RealtimeFromServer, { type: 'event' }>;
export type { RealtimeEventName };

/** The server takes at most this many topics in one message. */
const TOPICS_A_MESSAGE = 200;

export function topicMessages(type: 'subscribe' | 'unsubscribe', topics: readonly string[]): string[] {
  const messages: string[] = [];
  for (let start = 0; start < topics.length; start += TOPICS_A_MESSAGE) {
    const message: RealtimeFromClient = { type, topics: topics.slice(start, start + TOPICS_A_MESSAGE) };
    messages.push(JSON.stringify(message));
  }
  return messages;
}

/** Null for anything that is not news: greetings, answers to subscriptions, pulses, noise. */
export function parseNews(data: unknown): News | null {
  if (typeof data !== 'string') return null;
  try {
    const value: unknown = JSON.parse(data);
    return isNews(value) ? value : null;
  } catch {
    return null;
  }
}

function isNews(value: unknown): value is News {
  if (typeof value !== 'object' || value === null) return false;
  const { type, topic, name, data } = value as Record<string, unknown>;
  return (
    type === 'event' && typeof topic === 'string' && typeof name === 'string' && typeof data === 'object' && !!data
  );
}
