import type { Notification } from './books/books.ts';
import { settleRefund } from './books/refunds.ts';
import { formatChinaTime } from './clock.ts';
import type { Forgery } from './lab/fault-rules.ts';
import type { Lab } from './lab/lab.ts';
import { pause } from './wire/pause.ts';
import { encrypt, keyForCallback, signatureHeaders } from './wire/platform-signature.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits between tries, as documented by the channel. */
const RETRY_MS: readonly number[] = [
  15 * SECOND,
  15 * SECOND,
  30 * SECOND,
  3 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
  3 * HOUR,
  3 * HOUR,
  3 * HOUR,
  6 * HOUR,
  6 * HOUR,
];

const ANSWER_TIMEOUT_MS = 5_000;
const IDLE_MS = 60_000;
const MAX_CONCURRENT = 32;

export interface Notifier {
  wake(): void;
  /** Ends after the tries under way; whatever was not delivered is tried again at the next start. */
  stop(): Promise<void>;
}

/** Settles due refunds and delivers due callbacks, with the faults that the lab asks for. */
export function startNotifier(lab: Lab): Notifier {
  const underWay = new Map<string, Promise<void>>();
  const reordered: { number: number; release: () => void }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sequence = 0;
  let stopped = false;
  let awake = false;

  function sweep(): void {
    awake = false;
    if (stopped) return;
    clearTimeout(timer);
    const now = lab.clock.now();
    let next = now + IDLE_MS;
    for (const refund of lab.books.processingRefunds) {
      if (refund.settlesAt <= now) settleRefund(lab, refund, 'SUCCESS');
      else next = Math.min(next, refund.settlesAt);
    }
    for (const notification of lab.books.pendingNotifications) {
      const { id, nextAt } = notification;
      if (nextAt === null || underWay.has(id)) continue;
      if (nextAt > now) next = Math.min(next, nextAt);
      else if (underWay.size < MAX_CONCURRENT) begin(notification);
    }
    timer = setTimeout(sweep, Math.max(1, Math.min(next - now, IDLE_MS)));
    timer.unref();
  }

  function begin(notification: Notification): void {
    sequence += 1;
    const number = sequence;
    const work = attempt(notification, number)
      .catch(() => undefined)
      .finally(() => {
        underWay.delete(notification.id);
        wake();
      });
    underWay.set(notification.id, work);
  }

  async function attempt(notification: Notification, number: number): Promise<void> {
    await lab.books.settled();
    const { eventType } = notification;
    if (lab.faults.strike('drop', eventType)) return finish(notification, 'dropped', false);
    const late = lab.faults.strike('delay', eventType);
    if (late) await pause(late.ms, lab.closing);
    const swapped = lab.faults.strike('reorder', eventType);
    if (swapped) await overtaken(number, swapped.ms);
    const forgery = lab.faults.strike('forge', eventType);
    if (forgery) await deliver(lab, notification, number, forgery.forgery);
    const extra = lab.faults.strike('duplicate', eventType);
    const copies = 1 + (extra?.copies ?? 0);
    const outcomes = await Promise.all(Array.from({ length: copies }, () => deliver(lab, notification, number)));
    if (lab.closing.aborted) return;
    for (const outcome of outcomes) await finish(notification, outcome.text, outcome.delivered);
    if (outcomes.some((outcome) => outcome.delivered)) releaseReordered(number);
  }

  /** Resolves when a callback that began later was delivered, or after the longest wait. */
  async function overtaken(number: number, ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    reordered.push({ number, release: resolve });
    await Promise.race([promise, pause(ms, lab.closing)]);
  }

  function releaseReordered(delivered: number): void {
    for (const waiting of reordered.splice(0)) {
      if (waiting.number >= delivered) reordered.push(waiting);
      else waiting.release();
    }
  }

  async function finish(notification: Notification, outcome: string, delivered: boolean): Promise<void> {
    const at = lab.clock.now();
    const wait = RETRY_MS[notification.attempts.length];
    const nextAt = wait === undefined ? null : at + Math.ceil(wait / lab.settings.speed);
    lab.books.record({ type: 'notification_attempted', at, id: notification.id, outcome, delivered, nextAt });
    await lab.books.settled();
  }

  function wake(): void {
    if (stopped || awake) return;
    awake = true;
    setImmediate(sweep);
  }

  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await Promise.all(underWay.values());
    },
  };
}

interface Outcome {
  delivered: boolean;
  text: string;
}

async function deliver(lab: Lab, notification: Notification, number: number, forgery?: Forgery): Promise<Outcome> {
  const { body, headers } = compose(lab, notification, number, forgery);
  try {
    const response = await fetch(notification.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'User-Agent': 'Mozilla/4.0', ...headers },
      body,
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_TIMEOUT_MS), lab.closing]),
    });
    await response.arrayBuffer();
    return { delivered: response.status === 200 || response.status === 204, text: `HTTP ${response.status}` };
  } catch (error) {
    return { delivered: false, text: error instanceof Error ? error.name : 'failed' };
  }
}

/** The callback's exact bytes and headers; a forgery is wrong in just the named respect. */
function compose(lab: Lab, notification: Notification, number: number, forgery?: Forgery) {
  const { identity } = lab.keystore;
  const plaintext = forgery ? falsify(notification.plaintext, forgery) : notification.plaintext;
  const resource = encrypt(identity.apiV3Key, plaintext, notification.originalType);
  const body = JSON.stringify({
    id: notification.id,
    create_time: formatChinaTime(notification.createdAt),
    resource_type: 'encrypt-resource',
    event_type: notification.eventType,
    summary: notification.summary,
    resource: { original_type: notification.originalType, ...resource },
  });
  const key = keyForCallback(identity, number);
  if (forgery === 'signature') {
    return { body, headers: signatureHeaders({ serial: key.serial, privateKey: identity.merchant.privateKey }, body) };
  }
  const headers = signatureHeaders(key, body, forgery === 'stale' ? 301 : 0);
  if (forgery === 'probe') headers['Wechatpay-Signature'] = `WECHATPAY/SIGNTEST/${headers['Wechatpay-Signature']}`;
  return { body: forgery === 'body' ? body.replace('{', '{ ') : body, headers };
}

function falsify(plaintext: string, forgery: Forgery): string {
  const content = JSON.parse(plaintext) as Record<string, unknown> & { amount: Record<string, unknown> };
  const { amount } = content;
  if (forgery === 'amount') content.amount = { ...amount, total: Number(amount.total) + 1 };
  if (forgery === 'currency') content.amount = { ...amount, currency: 'USD' };
  if (forgery === 'mchid') content.mchid = '1900000001';
  if (forgery === 'appid') content.appid = 'wxd678efh567hg6787';
  if (forgery === 'order') content.out_trade_no = `X${String(content.out_trade_no)}`.slice(0, 32);
  return JSON.stringify(content);
}
