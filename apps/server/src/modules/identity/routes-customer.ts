import { type Actor, requireCustomer } from '../../kernel/actor.ts';
import type { Context, ReadContext, Runtime } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { defineHandlers, type Http, type Input, raw, read, write } from '../../kernel/http.ts';
import { keepSession } from './authenticate.ts';
import { bindPhone, bindVerifiedPhone } from './bind-phone.ts';
import { checkFace, choosePicture } from './choose-picture.ts';
import { deleteAccount } from './delete-account.ts';
import { markDevice } from './known-devices.ts';
import { type IdentityPorts, type Outcome, type SignedIn, unwrap } from './ports.ts';
import { privacyNotice } from './privacy-notice.ts';
import { exportPersonalData, listConsents, type Profile, profileOf } from './queries.ts';
import { recordConsent } from './record-consent.ts';
import { requestOwnCode, requestSmsCode } from './request-sms-code.ts';
import { CUSTOMER_SESSION_MS } from './rules.ts';
import { signInByPhone } from './sign-in-by-phone.ts';
import { signInByWechat } from './sign-in-by-wechat.ts';
import { signOut } from './sign-out.ts';
import { updateProfile } from './update-profile.ts';
import { MiniProgramError, type WechatMiniProgram } from './wechat-mini-program.ts';

const anonymous: Actor = { kind: 'anonymous' };
const originOf = (http: Http) => ({ requestId: http.requestId, address: http.address });

/** Commits what a refusal leaves behind, then throws it. */
async function settle<T>(
  runtime: Runtime,
  actor: Actor,
  http: Http,
  work: (ctx: Context) => Promise<Outcome<T>>,
): Promise<T> {
  return unwrap(await runtime.transaction(actor, work, originOf(http)));
}

/** Browsers get the token in a cookie that scripts cannot read, the mini-program in the answer. */
function deliver(http: Http, transport: 'cookie' | 'token', session: SignedIn) {
  if (transport === 'cookie') http.setSession('customer', session.token, CUSTOMER_SESSION_MS / 1000);
  return {
    token: transport === 'token' ? session.token : null,
    customerId: session.customerId,
    registered: session.registered,
    phoneVerified: session.phoneVerified,
  };
}

/** WeChat's refusals in the product's own codes. */
async function askWechat<T>(
  wechat: WechatMiniProgram | null,
  ask: (wechat: WechatMiniProgram) => Promise<T>,
): Promise<T> {
  if (!wechat) throw new AppError('wechat_login_failed');
  try {
    return await ask(wechat);
  } catch (error) {
    if (!(error instanceof MiniProgramError)) throw error;
    throw new AppError(error.kind === 'code_refused' ? 'wechat_login_failed' : 'unavailable');
  }
}

/** The session token that came by cookie; null when it came in a header, where the client keeps it itself. */
function cookieToken(http: Http): string | null {
  if (http.headers.authorization !== undefined) return null;
  const header = String(http.headers.cookie ?? '');
  return /(?:^|;\s*)lk_customer=([^;]+)/.exec(header)?.[1] ?? null;
}

export function customerHandlers(ports: IdentityPorts) {
  const present = async (ctx: ReadContext, customerId: string): Promise<Profile & { cardNumber: string }> => {
    const profile = await profileOf(ctx, customerId);
    return { ...profile, cardNumber: await ports.cardNumberOf(ctx, profile.id) };
  };
  const own = (ctx: ReadContext) => present(ctx, requireCustomer(ctx.actor).id);

  return defineHandlers({
    'POST /auth/sms-codes': write((ctx: Context, { body }: Input<'POST /auth/sms-codes'>, http: Http) =>
      requestSmsCode(ctx, {
        ...body,
        locale: body.locale ?? http.locale,
        deviceMark: http.deviceMark('customer'),
      }),
    ),
    'POST /auth/phone': raw(async (runtime: Runtime, { body }: Input<'POST /auth/phone'>, http: Http) => {
      const deviceMark = http.deviceMark('customer');
      const arrival = { ...body, locale: body.locale ?? http.locale, userAgent: http.userAgent, deviceMark };
      const session = await settle(runtime, anonymous, http, (ctx) => signInByPhone(ctx, ports, arrival));
      if (body.transport === 'cookie')
        http.setDeviceMark('customer', markDevice(runtime.kernel.crypto, 'customer', body.phone));
      return deliver(http, body.transport, session);
    }),
    'POST /auth/wechat': raw(async (runtime: Runtime, { body }: Input<'POST /auth/wechat'>, http: Http) => {
      const { openid, unionid } = await askWechat(ports.wechat, (wechat) => wechat.exchangeCode(body.code));
      const arrival = { ...body, openid, unionid, locale: body.locale ?? http.locale, userAgent: http.userAgent };
      const session = await runtime.transaction(
        anonymous,
        (ctx) => signInByWechat(ctx, ports, arrival),
        originOf(http),
      );
      return deliver(http, body.transport, session);
    }),
    'POST /auth/sign-out': write(async (ctx: Context, _input: Input<'POST /auth/sign-out'>, http: Http) => {
      await signOut(ctx);
      http.clearSession('customer');
      return { ok: true as const };
    }),
    'GET /privacy-notice': read(async (_ctx: ReadContext, { query }: Input<'GET /privacy-notice'>) =>
      privacyNotice(query.locale),
    ),
    'GET /me': raw(async (runtime: Runtime, _input: Input<'GET /me'>, http: Http, ctx: ReadContext) => {
      const renewed = await runtime.transaction(ctx.actor, keepSession, originOf(http));
      const token = cookieToken(http);
      if (renewed && token) http.setSession('customer', token, CUSTOMER_SESSION_MS / 1000);
      return own(ctx);
    }),
    'PUT /me': write(async (ctx: Context, { body }: Input<'PUT /me'>) => {
      await updateProfile(ctx, body);
      return own(ctx);
    }),
    // As with pictures of goods: the storage may be a network away, so it is written outside the transaction.
    'POST /me/picture': raw(
      async (runtime: Runtime, { body }: Input<'POST /me/picture'>, http: Http, ctx: ReadContext) => {
        const picture = checkFace(body.content);
        await runtime.kernel.storage.put(picture.key, picture.content);
        await runtime.transaction(ctx.actor, (inner) => choosePicture(inner, picture.key), originOf(http));
        return own(ctx);
      },
    ),
    'DELETE /me/picture': write(async (ctx: Context) => {
      await choosePicture(ctx, null);
      return own(ctx);
    }),
    'POST /me/phone': raw(async (runtime: Runtime, { body }: Input<'POST /me/phone'>, http: Http, ctx: ReadContext) => {
      const id = await settle(runtime, ctx.actor, http, (inner) => bindPhone(inner, ports, body));
      return present(ctx, id);
    }),
    'POST /me/phone/wechat': raw(
      async (runtime: Runtime, { body }: Input<'POST /me/phone/wechat'>, http: Http, ctx: ReadContext) => {
        const answer = await askWechat(ports.wechat, (wechat) => wechat.getPhoneNumber(body.code));
        if (answer.countryCode !== '86') throw new AppError('wechat_login_failed');
        const bind = (inner: Context) => bindVerifiedPhone(inner, ports, answer.purePhoneNumber);
        return present(ctx, await runtime.transaction(ctx.actor, bind, originOf(http)));
      },
    ),
    'POST /me/consents': write(async (ctx: Context, { body }: Input<'POST /me/consents'>) => {
      await recordConsent(ctx, body);
      return own(ctx);
    }),
    'GET /me/consents': read(async (ctx: ReadContext) => ({ items: await listConsents(ctx) })),
    'GET /me/data': read((ctx: ReadContext) => exportPersonalData(ctx, ports)),
    'POST /me/codes': write((ctx: Context, { body }: Input<'POST /me/codes'>) => requestOwnCode(ctx, body.purpose)),
    'DELETE /me': raw(async (runtime: Runtime, { body }: Input<'DELETE /me'>, http: Http, ctx: ReadContext) => {
      await settle(runtime, ctx.actor, http, (inner) => deleteAccount(inner, ports, body));
      http.clearSession('customer');
      return { ok: true as const };
    }),
  });
}
