import { type Locale, type RouteDefinition, type RouteKey, type Routes, routes } from '@latchkey/contract';
import type { z } from 'zod';
import type { Context, ReadContext, Runtime } from './context.ts';
import type { WrittenAnswer } from './file-answer.ts';

/** What a handler may know and do beside its input. */
export interface Http {
  address: string;
  userAgent: string;
  locale: Locale;
  headers: Record<string, string | string[] | undefined>;
  /** The body as it came, for signatures. */
  rawBody: Buffer;
  requestId: string;
  /** Puts a session token into the audience's HttpOnly cookie. */
  setSession(audience: 'customer' | 'staff', token: string, maxAgeSeconds: number): void;
  clearSession(audience: 'customer' | 'staff'): void;
  /** The mark that this browser got when the account signed in on it before; null without one. */
  deviceMark(audience: 'customer' | 'staff'): string | null;
  setDeviceMark(audience: 'customer' | 'staff', mark: string): void;
  /** Sets the status of a `raw` answer. */
  status(code: number): void;
}

type Parsed<R, K extends string> = R extends Record<K, infer S extends z.ZodType> ? z.output<S> : undefined;
/** The parsed parts of a request. */
export interface Input<K extends RouteKey> {
  params: Parsed<Routes[K], 'params'>;
  query: Parsed<Routes[K], 'query'>;
  body: Parsed<Routes[K], 'body'>;
}
export type AnswerOf<K extends RouteKey> = z.input<Routes[K]['response']>;

type Work<C, K extends RouteKey> = (ctx: C, input: Input<K>, http: Http) => Promise<AnswerOf<K>>;

/** How a route is served: `read` without, `write` in a transaction with its idempotency key, `raw` opens what it needs itself. */
export type Handler<K extends RouteKey> =
  | { mode: 'read'; run: Work<ReadContext, K> }
  | { mode: 'write'; run: Work<Context, K> }
  | WriteAhead<K>
  | { mode: 'raw'; run: RawWork<K> };

/** A route that only reads. */
export const read = <K extends RouteKey>(run: Work<ReadContext, K>): { mode: 'read'; run: Work<ReadContext, K> } => ({
  mode: 'read',
  run,
});
/** A route that writes: one transaction, tried again after deadlocks, answered once for an idempotency key. */
export const write = <K extends RouteKey>(run: Work<Context, K>): { mode: 'write'; run: Work<Context, K> } => ({
  mode: 'write',
  run,
});
/** What a write has read beforehand is handed to its first try as `found`; later tries read for themselves. */
export interface WriteAhead<K extends RouteKey> {
  mode: 'write';
  /** Opaque here: what one gives, the other takes. */
  ahead: (ctx: ReadContext, input: Input<K>) => Promise<unknown>;
  run: (ctx: Context, input: Input<K>, http: Http, found?: never) => Promise<AnswerOf<K>>;
}
/**
 * A write whose reads travel together with the look-up of the session, in one round trip: `ahead` knows only the input, not
 * yet who asks. Its answer is used once the caller is known and let in, and `run` must check that it is the caller's.
 */
export const writeAhead = <K extends RouteKey, F>(
  ahead: (ctx: ReadContext, input: Input<K>) => Promise<F>,
  run: (ctx: Context, input: Input<K>, http: Http, found: F | null) => Promise<AnswerOf<K>>,
): WriteAhead<K> => ({ mode: 'write', ahead, run: run as unknown as WriteAhead<K>['run'] });
type RawWork<K extends RouteKey> = (
  runtime: Runtime,
  input: Input<K>,
  http: Http,
  ctx: ReadContext,
) => Promise<AnswerOf<K> | WrittenAnswer>;
/** A route that opens its own transactions: channel callbacks, sign-in, long checks. */
export const raw = <K extends RouteKey>(run: RawWork<K>): { mode: 'raw'; run: RawWork<K> } => ({ mode: 'raw', run });

export type Handlers = { [K in RouteKey]?: Handler<K> };

/** A module's handlers; the compiler checks each against its route. */
export function defineHandlers<const H extends Handlers>(handlers: H): H {
  return handlers;
}

/** All modules' handlers in one table. Throws when a route has none or two. */
export function collectHandlers(...tables: Handlers[]): Required<Handlers> {
  const all: Record<string, unknown> = {};
  for (const table of tables) {
    for (const [key, handler] of Object.entries(table)) {
      if (all[key]) throw new Error(`Two handlers for ${key}`);
      if (!(key in routes)) throw new Error(`No route ${key} in the contract`);
      all[key] = handler;
    }
  }
  const missing = Object.keys(routes).filter((key) => !all[key]);
  if (missing.length > 0) throw new Error(`No handler for ${missing.join(', ')}`);
  return all as Required<Handlers>;
}

export const routeEntries = (): [RouteKey, RouteDefinition][] =>
  Object.entries(routes) as [RouteKey, RouteDefinition][];
