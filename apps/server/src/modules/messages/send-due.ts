import { systemActor } from '../../kernel/actor.ts';
import type { Runtime } from '../../kernel/context.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import type { WechatMiniProgram } from '../identity/index.ts';
import { judgeClaim, LEASE_MS, type SendMove, settle } from './rules.ts';
import { type SmsVendor, vendorOf } from './sms-vendors.ts';
import { type ClaimedSend, claimDueSends, requeueSend, settleSend } from './store.ts';
import { askWechat, followUp, type WechatAnswer } from './wechat-sender.ts';

const BATCH = 20;
const actor = systemActor('messages.sends');

/** Who carries paid messages out of the house. */
export interface Carriers {
  sms: SmsVendor;
  /** The mini-program's server API; null when none is configured. */
  wechat: WechatMiniProgram | null;
}

interface Told {
  reference: string | null;
  error: string | null;
  consentGone: boolean;
}

async function ask(runtime: Runtime, carriers: Carriers, send: ClaimedSend): Promise<WechatAnswer> {
  if (send.channel === 'wechat') return askWechat(runtime, carriers.wechat, send);
  const { crypto } = runtime.kernel;
  const phone = crypto.open(send.phone_sealed ?? '', 'phone');
  return carriers.sms.send(runtime, { id: send.id, phone, text: crypto.open(send.text_sealed, 'sms_text') });
}

async function deliver(runtime: Runtime, carriers: Carriers, send: ClaimedSend): Promise<void> {
  const deduplicates = send.channel === 'sms' && carriers.sms.deduplicates;
  const claim = { was: send.was, expiresAt: send.expires_at };
  const known = judgeClaim(claim, runtime.kernel.clock.now(), deduplicates);
  if (known) return write(runtime, carriers, send, known, { reference: null, error: known.state, consentGone: false });
  const answer = await ask(runtime, carriers, send);
  await write(runtime, carriers, send, settle(answer, send.attempts, deduplicates), {
    reference: answer.result === 'accepted' ? answer.reference : null,
    error: answer.result === 'accepted' ? null : answer.reason,
    consentGone: answer.consentGone ?? false,
  });
}

async function write(
  runtime: Runtime,
  carriers: Carriers,
  send: ClaimedSend,
  move: SendMove,
  { reference, error, consentGone }: Told,
): Promise<void> {
  const vendor = send.channel === 'wechat' ? 'wechat' : carriers.sms.name;
  await runtime.transaction(actor, async (ctx) => {
    if (move.state === 'queued')
      return requeueSend(ctx.tx, send, { dueAt: new Date(ctx.now.getTime() + move.waitMs), error: error ?? '' });
    const mine = await settleSend(ctx.tx, send, { state: move.state, at: ctx.now, vendor, reference, error });
    if (mine && send.channel === 'wechat') await followUp(ctx, send, move, consentGone);
  });
}

/**
 * One round of sending what is due. Crash windows: before the claim commits, nothing happened; after it, the lease runs
 * out and `judgeClaim` decides by whether the vendor drops duplicates. Answers whether there may be more.
 */
export async function sendDue(runtime: Runtime, carriers: Carriers): Promise<boolean> {
  const claimed = await runtime.transaction(actor, (ctx) =>
    claimDueSends(ctx.tx, ctx.now, new Date(ctx.now.getTime() + LEASE_MS), BATCH),
  );
  const results = await Promise.allSettled(claimed.map((send) => deliver(runtime, carriers, send)));
  for (const result of results) {
    if (result.status === 'rejected') runtime.log.error({ err: result.reason }, 'a send could not be settled');
  }
  return claimed.length === BATCH;
}

export const sendSweep = (wechat: WechatMiniProgram | null): Sweep => ({
  name: 'messages.sends',
  everyMs: 1000,
  run: (runtime) => sendDue(runtime, { sms: vendorOf(runtime.kernel.config), wechat }),
});
