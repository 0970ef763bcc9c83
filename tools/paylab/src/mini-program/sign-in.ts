import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { LoginCode } from '../books/books.ts';
import type { Lab } from '../lab/lab.ts';
import { failure } from './failure.ts';

const CODE_LIFE_MS = 5 * 60_000;

const tokenRequestSchema = z.object({
  grant_type: z.string(),
  appid: z.string(),
  secret: z.string(),
  force_refresh: z.boolean().default(false),
});

/** The three calls of the mini-program server API that sign-in needs; errors are HTTP 200 with an `errcode`. */
export function registerMiniProgram(app: FastifyInstance, lab: Lab): void {
  app.get('/sns/jscode2session', async (request) => {
    const query = z.record(z.string(), z.string()).catch({}).parse(request.query);
    const refusal = refuseCaller(lab, query.appid, query.secret);
    if (refusal) return refusal;
    if (query.grant_type !== 'authorization_code') return failure(40002, 'invalid grant_type');
    const code = await takeCode(lab, query.js_code ?? '', 'session');
    if ('errcode' in code) return code;
    return { openid: code.openid, session_key: randomBytes(16).toString('base64'), unionid: unionIdOf(code.openid) };
  });

  app.post('/cgi-bin/stable_token', async (request) => {
    const body = tokenRequestSchema.safeParse(request.body);
    if (!body.success || body.data.grant_type !== 'client_credential') return failure(40002, 'invalid grant_type');
    const refusal = refuseCaller(lab, body.data.appid, body.data.secret);
    return refusal ?? lab.tokens.issue(body.data.force_refresh, Date.now());
  });

  app.post('/wxa/business/getuserphonenumber', async (request) => {
    const query = z.object({ access_token: z.string() }).safeParse(request.query);
    const stale = lab.tokens.refuse(query.success ? query.data.access_token : '', Date.now());
    if (stale) return stale;
    const body = z.object({ code: z.string() }).safeParse(request.body);
    const code = await takeCode(lab, body.success ? body.data.code : '', 'phone');
    if ('errcode' in code) return code;
    const { phone } = code;
    const watermark = { timestamp: Math.floor(Date.now() / 1000), appid: lab.keystore.identity.appid };
    const phone_info = { phoneNumber: phone, purePhoneNumber: phone, countryCode: '86', watermark };
    return { errcode: 0, errmsg: 'ok', phone_info };
  });
}

/** The same person has the same union id everywhere; derived, so it needs no books. */
const unionIdOf = (openid: string) => `oUnion${openid.slice(-22)}`;

function refuseCaller(lab: Lab, appid: string | undefined, secret: string | undefined) {
  if (appid !== lab.keystore.identity.appid) return failure(40013, 'invalid appid');
  if (secret !== lab.keystore.identity.appSecret) return failure(40125, 'invalid appsecret');
  return null;
}

/** What `wx.login` and the phone button would return on a phone; `phone` codes carry a number. */
export function issueLoginCode(lab: Lab, input: { openid?: string | undefined; phone?: string | undefined }): string {
  const code = `${input.phone === undefined ? '0' : 'p'}${randomBytes(15).toString('hex')}`;
  lab.books.record({
    type: 'login_code_issued',
    at: lab.clock.now(),
    code,
    purpose: input.phone === undefined ? 'session' : 'phone',
    openid: input.openid ?? `oLab${randomBytes(12).toString('hex')}`,
    phone: input.phone ?? null,
  });
  return code;
}

async function takeCode(lab: Lab, text: string, purpose: LoginCode['purpose']) {
  const code = lab.books.loginCodes.get(text);
  const now = lab.clock.now();
  if (!code || code.purpose !== purpose || now - code.issuedAt > CODE_LIFE_MS) return failure(40029, 'invalid code');
  if (code.used) return failure(40163, 'code been used');
  lab.books.record({ type: 'login_code_used', at: now, code: text });
  await lab.books.settled();
  return code;
}
