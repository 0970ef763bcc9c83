import type { RealtimeData, RealtimeEventName } from '@latchkey/contract';
import type { Context } from './context.ts';

/** One piece of news for websockets. `topic` is `me:{customerId}`, `staff:{staffId}` or `store:{storeId}`. */
export interface NewsItem {
  topic: string;
  name: RealtimeEventName;
  data: RealtimeData;
  at: string;
}

/**
 * Tells open screens that something changed, after the commit. News carry ids and states only and may be lost:
 * screens read over HTTP again when they reconnect and every so often.
 */
export function news(
  ctx: Context,
  topic: `me:${string}` | `staff:${string}` | `store:${string}`,
  name: RealtimeEventName,
  data: RealtimeData,
): void {
  ctx.afterCommit.news.push({ topic, name, data, at: ctx.now.toISOString() });
}
