import { type Locale, type RouteDefinition, type RouteKey, routes } from '@latchkey/contract';
import { type Actor, requireStaff } from './actor.ts';
import type { Runtime } from './context.ts';
import { AppError } from './errors.ts';
import type { AnswerOf, Handlers, Http, Input } from './http.ts';

const insideHttp = (locale: Locale): Http => ({
  address: '',
  userAgent: '',
  locale,
  headers: {},
  rawBody: Buffer.alloc(0),
  requestId: '',
  setSession: () => {},
  clearSession: () => {},
  deviceMark: () => null,
  setDeviceMark: () => {},
  status: () => {},
});

/** The query of a staff list as its route reads it. Throws invalid_input for a filter that the list does not have. */
export function readQuery<K extends RouteKey>(key: K, query: Readonly<Record<string, string>>): Input<K>['query'] {
  const { query: schema }: RouteDefinition = routes[key];
  const known = Object.keys((schema as { shape?: Record<string, unknown> } | undefined)?.shape ?? {});
  for (const name of Object.keys(query))
    if (!known.includes(name)) throw new AppError('invalid_input', { field: `filters.${name}`, issue: 'unknown' });
  const parsed = schema?.safeParse(query);
  if (parsed?.success === false) {
    const [issue] = parsed.error.issues;
    throw new AppError('invalid_input', {
      field: `filters.${issue?.path.join('.') ?? ''}`,
      issue: issue?.message ?? '',
    });
  }
  return parsed?.data as Input<K>['query'];
}

/**
 * Asks a staff list from inside the server, as a person: the permission of the route, its parsing and its data scope are
 * those of a call over HTTP. Throws what the route throws.
 */
export async function askOwn<K extends RouteKey>(
  runtime: Runtime,
  handlers: Handlers,
  ask: { actor: Actor; key: K; query: Readonly<Record<string, string>>; locale: Locale },
): Promise<AnswerOf<K>> {
  const route: RouteDefinition = routes[ask.key];
  const handler = handlers[ask.key];
  if (route.audience !== 'staff' || handler?.mode !== 'read') throw new Error(`${ask.key} is no list of staff`);
  requireStaff(ask.actor, route.permission ?? null);
  const run = handler.run as (...parts: unknown[]) => Promise<AnswerOf<K>>;
  const input = { params: undefined, query: readQuery(ask.key, ask.query), body: undefined };
  return run(runtime.read(ask.actor), input, insideHttp(ask.locale));
}
