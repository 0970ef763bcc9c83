import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import websocket from '@fastify/websocket';
import type { Locale, RouteDefinition, RouteKey } from '@latchkey/contract';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type Actor, requireCustomer, requireStaff, systemActor } from './actor.ts';
import type { Context, ReadContext, Runtime } from './context.ts';
import type { Db } from './db.ts';
import { AppError } from './errors.ts';
import { isFileAnswer, sendFile, sendWritten, WrittenAnswer } from './file-answer.ts';
import { type Handlers, type Http, type Input, routeEntries } from './http.ts';
import { localeOf, sendError } from './http-errors.ts';
import { HEAD_MS, REQUEST_MS, readTls, SWEEP_MS, securityHeaders } from './http-security.ts';
import { onceForKey } from './idempotency.ts';
import { newId } from './ids.ts';
import { parseJsonBody } from './json-body.ts';
import { networkOf } from './networks.ts';
import { createPersonLimits, type PersonLimits } from './person-limits.ts';
import { requestLog } from './request-log.ts';

/** Finds the person behind a session token; null when the token is unknown, ended or of another audience. */
export type Authenticate = (db: Db, token: string, audience: 'customer' | 'staff', now: Date) => Promise<Actor | null>;

export interface HttpOptions {
  runtime: Runtime;
  handlers: Required<Handlers>;
  authenticate: Authenticate;
  log: Logger;
}

const cookieName = { customer: 'lk_customer', staff: 'lk_staff' } as const;
const deviceCookie = { customer: 'lk_device', staff: 'lk_staff_device' } as const;
const DEVICE_MARK_SECONDS = 400 * 86_400;
const anonymous: Actor = { kind: 'anonymous' };
const bodyLimit = 256 * 1024;

const zodTexts = { 'zh-CN': z.locales.zhCN(), en: z.locales.en(), 'zh-TW': z.locales.zhTW() };

function parsePart<S extends z.ZodType>(
  schema: S | undefined,
  value: unknown,
  locale: Locale,
): z.output<S> | undefined {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value ?? {}, { error: zodTexts[locale].localeError });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('invalid_input', {
    field: issue?.path.join('.') ?? '',
    issue: issue?.message ?? '',
    issues: parsed.error.issues.slice(0, 20).map((i) => ({ field: i.path.join('.'), issue: i.message })),
  });
}

/** The token and how it came: cookies need the cross-site check, headers do not. */
function credentials(
  request: FastifyRequest,
  audience: 'customer' | 'staff',
): { token: string; byCookie: boolean } | null {
  const header = request.headers.authorization;
  if (header?.startsWith('Bearer ')) return { token: header.slice(7), byCookie: false };
  const token = request.cookies[cookieName[audience]];
  return token ? { token, byCookie: true } : null;
}

/** A browser tells where a write comes from; one that comes from elsewhere is refused. */
export function checkOrigin(request: FastifyRequest, trusted: readonly string[]): void {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin === undefined) {
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new AppError('cross_site');
    return;
  }
  if (trusted.includes(origin)) return;
  const originHost = URL.canParse(origin) ? new URL(origin).host : '';
  if (originHost !== host) throw new AppError('cross_site');
}

function httpOf(request: FastifyRequest, reply: FastifyReply, secure: boolean): Http {
  return {
    address: request.ip,
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 300),
    locale: localeOf(request.headers['accept-language']),
    headers: request.headers,
    rawBody: (request as { rawBody?: Buffer }).rawBody ?? Buffer.alloc(0),
    requestId: request.id,
    setSession: (audience, token, maxAge) =>
      void reply.setCookie(cookieName[audience], token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge }),
    clearSession: (audience) => void reply.clearCookie(cookieName[audience], { path: '/' }),
    deviceMark: (audience) => request.cookies[deviceCookie[audience]]?.slice(0, 200) ?? null,
    setDeviceMark: (audience, mark) =>
      void reply.setCookie(deviceCookie[audience], mark, {
        path: '/api/v1',
        httpOnly: true,
        sameSite: 'strict',
        secure,
        maxAge: DEVICE_MARK_SECONDS,
      }),
    status: (code) => void reply.code(code),
  };
}

/** The caller, by the session that the request names. */
async function actorOf(request: FastifyRequest, route: RouteDefinition, options: HttpOptions, db: Db): Promise<Actor> {
  if (route.audience === 'public' || route.audience === 'channel') return anonymous;
  const audience = route.audience === 'staff' ? 'staff' : 'customer';
  const found = credentials(request, audience);
  if (!found) return anonymous;
  const { config, clock } = options.runtime.kernel;
  if (found.byCookie && request.method !== 'GET') checkOrigin(request, [config.publicUrl, ...config.trustedOrigins]);
  return (await options.authenticate(db, found.token, audience, clock.now())) ?? anonymous;
}

/** The caller, and what the write wants to have read: in one round trip. What could not be read is left to the write. */
function actorAndAhead(
  request: FastifyRequest,
  route: RouteDefinition,
  options: HttpOptions,
  ahead: (ctx: ReadContext) => Promise<unknown>,
): Promise<[Actor, unknown]> {
  const { runtime } = options;
  return runtime.database.together((db) =>
    Promise.all([actorOf(request, route, options, db), ahead({ ...runtime.read(anonymous), db }).catch(() => null)]),
  );
}

function authorise(actor: Actor, key: RouteKey, route: RouteDefinition): void {
  if (route.audience === 'customer') requireCustomer(actor);
  if (route.audience !== 'staff') return;
  // Changing the first password and looking at oneself come before everything else.
  const beforePassword =
    key === 'POST /staff/auth/password' || key === 'GET /staff/me' || key === 'POST /staff/auth/sign-out';
  if (beforePassword && actor.kind === 'staff') return;
  requireStaff(actor, route.permission ?? null);
}

/** Null for input that is refused: who it is comes before what is wrong with it. */
function parsed<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

type Limited = HttpOptions & { limits: PersonLimits };

const keyPattern = /^[\x21-\x7e]{8,100}$/;

async function serve(
  request: FastifyRequest,
  reply: FastifyReply,
  key: RouteKey,
  route: RouteDefinition,
  options: Limited,
): Promise<unknown> {
  const { runtime } = options;
  const http = httpOf(request, reply, runtime.kernel.config.publicUrl.startsWith('https:'));
  const handler = options.handlers[key];
  const parse = () =>
    ({
      params: parsePart(route.params, request.params, http.locale),
      query: parsePart(route.query, request.query, http.locale),
      body: parsePart(route.body, request.body, http.locale),
    }) as Input<RouteKey>;
  const early = 'ahead' in handler ? parsed(parse) : null;
  const [actor, found] =
    early && 'ahead' in handler
      ? await actorAndAhead(request, route, options, (ctx) => handler.ahead(ctx, early as never))
      : [await actorOf(request, route, options, runtime.database), null];
  options.limits.spend(actor, key, route.ratePerMinute ?? runtime.kernel.config.callsPerMinute);
  authorise(actor, key, route);
  const input = early ?? parse();
  const origin = { requestId: request.id, address: request.ip };
  const run = handler.run as (...parts: unknown[]) => Promise<unknown>;
  if (handler.mode === 'read') return run(runtime.read(actor, origin), input, http);
  if (handler.mode === 'raw') return run(runtime, input, http, runtime.read(actor, origin));
  // A second try reads anew: the world has changed.
  let fresh = found;
  const act = (ctx: Context) => {
    const first = fresh;
    fresh = null;
    return run(ctx, input, http, first);
  };
  const idempotencyKey = request.headers['idempotency-key'];
  if (typeof idempotencyKey !== 'string' || actor.kind === 'anonymous')
    return remembered(runtime, runtime.transaction(actor, act, origin));
  if (!keyPattern.test(idempotencyKey))
    throw new AppError('invalid_input', { field: 'idempotency-key', issue: '8–100 printable characters' });
  const caller = `${actor.kind}:${'id' in actor ? actor.id : ''}`;
  const content = [key, input.params, input.query, input.body];
  const once = { caller, key: idempotencyKey, content };
  return remembered(runtime, onceForKey(runtime, actor, once, act, origin));
}

/** A refusal undoes what was written; what has to outlive it follows in a transaction of its own. */
async function remembered<T>(runtime: Runtime, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const aftermath = error instanceof AppError ? error.aftermath : null;
    if (aftermath) await runtime.transaction(systemActor('aftermath'), aftermath);
    throw error;
  }
}

function registerRoute(app: FastifyInstance, key: RouteKey, route: RouteDefinition, options: Limited): void {
  const [method = 'GET', path = '/'] = key.split(' ');
  app.route({
    method,
    url: `/api/v1${path}`,
    bodyLimit: route.bodyLimit ?? bodyLimit,
    config: {
      rateLimit: { max: route.ratePerMinute ?? options.runtime.kernel.config.callsPerMinute, timeWindow: 60_000 },
    },
    // Strangers are sent away before their body is read.
    onRequest: (request, _reply, done) => {
      const signedIn = route.audience === 'staff' || route.audience === 'customer' ? route.audience : null;
      done(signedIn && !credentials(request, signedIn) ? new AppError('unauthenticated') : undefined);
    },
    handler: async (request, reply) => {
      const answer = await serve(request, reply, key, route, options);
      reply.header('cache-control', 'no-store');
      if (isFileAnswer(answer)) return sendFile(reply, answer);
      if (answer instanceof WrittenAnswer) return sendWritten(reply, answer);
      return route.audience === 'channel' ? answer : route.response.parse(answer);
    },
  });
}

/** The HTTP server with all routes of the contract. Front ends, websocket and documents are added by the caller. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { config } = options.runtime.kernel;
  const tls = readTls(config);
  const app = Fastify({
    ...(tls ? { https: tls } : {}),
    loggerInstance: options.log as never,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (log, bindings) => requestLog(log as unknown as Logger, bindings) as never,
    bodyLimit,
    trustProxy: (_address: string, hop: number) => hop < config.trustedProxies,
    genReqId: () => newId(),
    forceCloseConnections: true,
    requestTimeout: REQUEST_MS,
    http: { headersTimeout: HEAD_MS, connectionsCheckingInterval: SWEEP_MS },
    frameworkErrors: (error, request, reply) => sendError(error, request as FastifyRequest, reply as FastifyReply),
    routerOptions: { maxParamLength: 200 },
  }) as unknown as FastifyInstance;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = body as Buffer;
    (request as { rawBody?: Buffer }).rawBody = bytes;
    if (bytes.length === 0) return done(null, undefined);
    try {
      done(null, parseJsonBody(bytes));
    } catch (error) {
      done(error as Error);
    }
  });
  app.setErrorHandler(sendError);
  app.addHook('onResponse', (request, reply, done) => {
    if (options.log.isLevelEnabled('info') && request.url.startsWith('/api/'))
      request.log.info(
        {
          method: request.method,
          url: request.url.split('?')[0],
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime * 10) / 10,
        },
        'answered',
      );
    done();
  });
  const everywhere = await securityHeaders(config);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(everywhere);
    done();
  });
  await app.register(cookie);
  await app.register(compress, { threshold: 2048, encodings: ['br', 'gzip'] });
  await app.register(rateLimit, {
    global: false,
    keyGenerator: (request) => networkOf(request.ip),
    errorResponseBuilder: (_request, context) =>
      new AppError('rate_limited', { seconds: Math.ceil(context.ttl / 1000) }),
  });
  await app.register(websocket, { options: { maxPayload: 64 * 1024 } });
  const limited = { ...options, limits: createPersonLimits(options.runtime.kernel.clock) };
  for (const [key, route] of routeEntries()) registerRoute(app, key, route, limited);
  return app;
}

export { cookieName };
