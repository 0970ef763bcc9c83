import { readFileSync } from 'node:fs';
import type { ServerOptions } from 'node:https';
import type { Server } from 'node:tls';
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Config } from './config.ts';

/** How long a sender may take over the head of a request, and over all of it. Without limits, slow ones hold connections for ever. */
export const HEAD_MS = 10_000;
export const REQUEST_MS = 30_000;
/** How often slow senders are looked for. */
export const SWEEP_MS = 2_000;

/** The websocket addresses of our own origins: by name, as older browsers do not count them to 'self'. */
function socketOrigins(config: Config): string[] {
  const origins = [config.publicUrl, ...config.trustedOrigins].filter((url) => URL.canParse(url));
  return [...new Set(origins.map((url) => new URL(url).origin.replace(/^http/, 'ws')))];
}

/** What pages may load, talk to and be framed by; HSTS where TLS is. */
function policies(config: Config): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...socketOrigins(config)],
        mediaSrc: ["'self'", 'blob:', 'data:'],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: config.publicUrl.startsWith('https:') && {
      maxAge: 365 * 86_400,
      includeSubDomains: false,
    },
    frameguard: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
  };
}

/**
 * The headers that every answer carries. They are the same for all, so helmet is asked for them once: for each answer anew it
 * would cost as much as a statement of the database.
 */
export async function securityHeaders(config: Config): Promise<Record<string, string>> {
  const headersWith = async (register: (app: FastifyInstance) => Promise<unknown>) => {
    const app = Fastify();
    await register(app);
    app.get('/', (_request, reply) => reply.code(204).send());
    const { headers } = await app.inject('/');
    await app.close();
    return headers;
  };
  const bare = await headersWith(async () => {});
  const headers = await headersWith(async (app) => app.register(helmet, policies(config)));
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && !(name in bare) ? [[name, value]] : [],
    ),
  );
}

/** Certificate and key as they lie on the disk now; null where a proxy ends TLS. */
export function readTls(config: Config): ServerOptions | null {
  if (!config.tls) return null;
  return { cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile), minVersion: 'TLSv1.2' };
}

/** Takes a renewed certificate into use for new connections, without a restart. */
export function renewTls(server: Pick<Server, 'setSecureContext'>, config: Config): void {
  const tls = readTls(config);
  if (tls) server.setSecureContext(tls);
}
