import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Lab } from '../lab/lab.ts';
import { WireError } from './errors.ts';
import { assertMerchantSignature } from './merchant-signature.ts';
import { pause } from './pause.ts';
import { registerPayRoutes } from './pay-routes.ts';
import { keyForAnswer, signatureHeaders } from './platform-signature.ts';

/**
 * The signed API: checks each request's merchant signature over its raw bytes, waits until the books are on the disk
 * before anything is answered, and signs every answer. Answer faults strike here.
 */
export function registerChannel(app: FastifyInstance, lab: Lab): void {
  app.register(async (scope) => {
    const rawBodies = new WeakMap<FastifyRequest, Buffer>();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
      const raw = Buffer.isBuffer(body) ? body : Buffer.from(body);
      rawBodies.set(request, raw);
      done(null, raw);
    });
    scope.addHook('preHandler', async (request) => {
      const rawBody = rawBodies.get(request) ?? Buffer.alloc(0);
      const { serial, certificate } = lab.keystore.identity.merchant;
      assertMerchantSignature(
        { method: request.method, target: request.url, rawBody, authorization: request.headers.authorization },
        { mchid: lab.keystore.identity.mchid, serial, certificate },
        Math.floor(Date.now() / 1000),
      );
      request.body = parseJson(rawBody);
      strikeBefore(lab, request.url);
    });
    scope.setErrorHandler((error, _request, reply) => {
      const shown = error instanceof WireError ? error : unexpected(scope, error);
      const { code, message, detail } = shown;
      return reply.code(shown.status).send({ code, message, ...(detail ? { detail } : {}) });
    });
    scope.addHook('onSend', async (request, reply, payload) => {
      const text = typeof payload === 'string' ? payload : '';
      return finish(lab, request, reply, text);
    });
    registerPayRoutes(scope, lab);
  });
}

function parseJson(raw: Buffer): unknown {
  if (raw.length === 0) return undefined;
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    throw new WireError(400, 'PARAM_ERROR', 'JSON格式错误', { issue: '请求体不是合法的JSON', location: 'body' });
  }
}

function unexpected(app: FastifyInstance, error: unknown): WireError {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status >= 400 && status < 500) return new WireError(status, 'PARAM_ERROR', '参数错误');
  app.log.error(error);
  return new WireError(500, 'SYSTEM_ERROR', '系统错误');
}

function strikeBefore(lab: Lab, target: string): void {
  if (lab.faults.strike('error_before', target)) throw new WireError(500, 'SYSTEM_ERROR', '系统错误');
  const rejection = lab.faults.strike('reject', target);
  if (rejection) throw new WireError(rejection.status, rejection.code, '实验室指定的错误');
}

async function finish(lab: Lab, request: FastifyRequest, reply: FastifyReply, text: string): Promise<string> {
  await lab.books.settled();
  const { faults } = lab;
  const slow = faults.strike('answer_delay', request.url);
  if (slow) await pause(slow.ms, lab.closing);
  const hang = faults.strike('hang_after', request.url);
  if (hang) {
    await pause(hang.ms, lab.closing);
    request.raw.socket.destroy();
    return text;
  }
  let body = text;
  if (faults.strike('error_after', request.url)) {
    body = JSON.stringify({ code: 'SYSTEM_ERROR', message: '系统错误' });
    reply.code(500).header('content-type', 'application/json; charset=utf-8');
  }
  reply.removeHeader('content-length');
  reply.header('Request-ID', randomUUID().replaceAll('-', '').toUpperCase());
  if (faults.strike('unsigned_answer', request.url)) return body;
  const requested = request.headers['wechatpay-serial'];
  const key = keyForAnswer(lab.keystore.identity, typeof requested === 'string' ? requested : undefined);
  const forged = faults.strike('forged_answer', request.url) !== null;
  const headers = signatureHeaders(key, forged ? `${body} ` : body);
  if (faults.strike('probe_answer', request.url)) {
    headers['Wechatpay-Signature'] = `WECHATPAY/SIGNTEST/${headers['Wechatpay-Signature']}`;
  }
  reply.headers(headers);
  return body;
}
