import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { systemActor } from '../../kernel/actor.ts';
import type { Config } from '../../kernel/config.ts';
import type { Runtime } from '../../kernel/context.ts';
import type { VendorAnswer } from './rules.ts';
import { insertIntoDevelopmentInbox } from './store.ts';

export interface SmsMessage {
  /** Names this send; stays the same when it is tried again. */
  id: string;
  phone: string;
  text: string;
}

export interface SmsVendor {
  name: string;
  /** True when the vendor drops a second message with the same id, so that an unclear send may be tried again. */
  deduplicates: boolean;
  send(runtime: Runtime, message: SmsMessage): Promise<VendorAnswer>;
}

/** Writes into a table that the development inbox page shows; nothing leaves the machine. */
export const developmentVendor: SmsVendor = {
  name: 'development',
  deduplicates: true,
  async send(runtime, message) {
    const { crypto } = runtime.kernel;
    await runtime.transaction(systemActor('messages.development'), (ctx) =>
      insertIntoDevelopmentInbox(ctx.tx, {
        id: message.id,
        phoneSealed: crypto.seal(message.phone, 'phone'),
        phoneIndex: crypto.blindIndex(message.phone, 'phone'),
        textSealed: crypto.seal(message.text, 'sms_text'),
        at: ctx.now,
      }),
    );
    return { result: 'accepted', reference: message.id };
  },
};

const TIMEOUT_MS = 8_000;
const answerSchema = z.looseObject({ reference: z.string().max(200).optional() });
/** Failures before a connection stood: the vendor cannot have seen anything. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** The signature header's value for a body that is sent at a time (seconds). */
export function signBody(key: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
}

/**
 * A vendor, or a small gateway before one, that takes `POST {id, phone, text}` over HTTPS. `X-Latchkey-Signature` is
 * HMAC-SHA-256 of `timestamp.body` with the shared key; `Idempotency-Key` repeats the id. 2xx accepts (with an optional
 * `reference`), 429 asks to come later, other 4xx refuses.
 */
export function httpsVendor(options: { url: string; key: string; timeoutMs?: number }): SmsVendor {
  return {
    name: 'https',
    deduplicates: false,
    async send(runtime, message) {
      const body = JSON.stringify(message);
      const timestamp = String(Math.floor(runtime.kernel.clock.now().getTime() / 1000));
      try {
        const response = await fetch(options.url, {
          method: 'POST',
          redirect: 'error',
          signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
          headers: {
            'content-type': 'application/json',
            'idempotency-key': message.id,
            'x-latchkey-timestamp': timestamp,
            'x-latchkey-signature': signBody(options.key, timestamp, body),
          },
          body,
        });
        return await readAnswer(response);
      } catch (error) {
        const code = (error as { cause?: { code?: string } }).cause?.code ?? '';
        return { result: NEVER_SENT.has(code) ? 'unreached' : 'unknown', reason: code || (error as Error).name };
      }
    },
  };
}

async function readAnswer(response: Response): Promise<VendorAnswer> {
  const reason = `HTTP ${response.status}`;
  const text = await response.text().catch(() => '');
  if (response.status === 429) return { result: 'unreached', reason };
  if (response.status >= 500) return { result: 'unknown', reason };
  if (!response.ok) return { result: 'refused', reason };
  return { result: 'accepted', reference: referenceIn(text) };
}

function referenceIn(text: string): string | null {
  try {
    return answerSchema.parse(JSON.parse(text)).reference ?? null;
  } catch {
    return null;
  }
}

/** The vendor of the configuration. Throws at start when the HTTPS vendor lacks its address or key. */
export function vendorOf(config: Config): SmsVendor {
  if (config.sms.vendor === 'development') return developmentVendor;
  const { url, key } = config.sms;
  if (url === null || key === null) throw new Error('The HTTPS SMS vendor needs LATCHKEY_SMS_URL and LATCHKEY_SMS_KEY');
  return httpsVendor({ url, key });
}
