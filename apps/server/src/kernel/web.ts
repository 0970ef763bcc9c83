import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Runtime } from './context.ts';
import type { Db } from './db.ts';
import { AppError } from './errors.ts';
import { openApiDocument } from './openapi.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
/** Front ends by the path under which they live; the customer's is at the root and takes every path that is left. */
const frontEnds = [
  { path: '/agent', directory: join(root, 'apps/agent/dist') },
  { path: '/console', directory: join(root, 'apps/console/dist') },
  { path: '/kiosk', directory: join(root, 'apps/kiosk/dist') },
  { path: '', directory: join(root, 'apps/shopper/dist-h5') },
] as const;

const notBuilt =
  '<!doctype html><meta charset="utf-8"><title>Latchkey</title><p>This front end is not built yet. “npm start” builds it.</p>';
const mediaTypes: Record<string, string> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
};

async function serveFrontEnd(app: FastifyInstance, { path, directory }: (typeof frontEnds)[number]): Promise<void> {
  if (!existsSync(join(directory, 'index.html'))) {
    app.get(path === '' ? '/' : path, (_request, reply) => reply.type('text/html').code(503).send(notBuilt));
    return;
  }
  await app.register(fastifyStatic, {
    root: directory,
    prefix: `${path}/`,
    decorateReply: false,
    // Names with a content hash never change; everything else is asked for again each time.
    setHeaders: (reply, file) =>
      void reply.header(
        'cache-control',
        /[.-][0-9A-Za-z_-]{8,}\.(js|css|svg|png|woff2)$/.test(file)
          ? 'public, max-age=31536000, immutable'
          : 'no-cache',
      ),
    wildcard: true,
    redirect: false,
  });
  if (path !== '') app.get(path, (_request, reply) => reply.redirect(`${path}/`));
}

export interface WebPorts {
  /** Whether everybody may see a picture of a review, by its key. */
  reviewPhotoShown(db: Db, key: string): Promise<boolean>;
}

/** Front ends, stored pictures, the OpenAPI document and its page. */
export async function serveWeb(
  app: FastifyInstance,
  runtime: Runtime,
  version: string,
  ports: WebPorts,
): Promise<void> {
  const { kernel } = runtime;
  // Registered first so that `reply.sendFile` exists; it serves the pages of the interface's documentation.
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await app.register(fastifyStatic, { root: swagger, prefix: '/api/docs/assets/', index: false });
  const document = openApiDocument(version, kernel.config.publicUrl);
  app.get('/api/v1/openapi.json', async () => document);
  app.get('/api/docs', (_request, reply) =>
    reply
      .type('text/html')
      .send(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Latchkey API</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/api/docs/assets/swagger-ui.css"></head><body><div id="swagger-ui"></div><script src="/api/docs/assets/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>',
      ),
  );
  app.get('/api/docs/start.js', (_request, reply) =>
    reply
      .type('text/javascript')
      .send(
        "SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#swagger-ui', deepLinking: true, docExpansion: 'none' });",
      ),
  );
  app.get('/media/*', async (request, reply) => {
    const key = (request.params as { '*': string })['*'];
    // Licences, recordings and other uploads lie in the same storage: only these folders are public; names of faces and reviews' photos cannot be guessed.
    const open =
      /^(products|stores|faces)\//.test(key) ||
      (/^reviews\/[\w.-]+$/.test(key) && (await ports.reviewPhotoShown(runtime.database, key)));
    const found = open ? await kernel.storage.get(key) : null;
    if (!found) throw new AppError('not_found');
    return reply
      .header('cache-control', /^(faces|reviews)\//.test(key) ? 'private, max-age=86400' : 'public, max-age=86400')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .type(mediaTypes[key.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
      .send(found.stream);
  });
  for (const frontEnd of frontEnds) await serveFrontEnd(app, frontEnd);
  app.setNotFoundHandler(async (request, reply) => {
    const [path = ''] = request.url.split('?');
    const wantsPage =
      request.method === 'GET' && !/^\/(api|ws|media)(\/|$)/.test(path) && !/\.[a-z0-9]{2,5}$/i.test(path);
    const frontEnd = frontEnds.find((candidate) => path === candidate.path || path.startsWith(`${candidate.path}/`));
    if (!wantsPage || !frontEnd || !existsSync(join(frontEnd.directory, 'index.html'))) throw new AppError('not_found');
    return reply.header('cache-control', 'no-cache').sendFile('index.html', frontEnd.directory);
  });
}
