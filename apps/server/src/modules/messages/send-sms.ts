import { systemActor } from '../../kernel/actor.ts';
import type { Runtime } from '../../kernel/context.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { judgeClaim, LEASE_MS, type SendMove, settle } from './rules.ts';
import { type SmsVendor, vendorOf } from './sms-vendors.ts';
import { type ClaimedSend, claimDueSends, requeueSend, settleSend } from './store.ts';

const BATCH = 20;
const actor = systemActor('messages.sends');

async function deliver(runtime: Runtime, vendor: SmsVendor, send: ClaimedSend): Promise<void> {
  const { crypto, clock } = runtime.kernel;
  const known = judgeClaim({ was: send.was, expiresAt: send.expires_at }, clock.now(), vendor.deduplicates);
  if (known) return write(runtime, vendor, send, known, { reference: null, error: known.state });
  const phone = crypto.open(send.phone_sealed, 'phone');
  const text = crypto.open(send.text_sealed, 'sms_text');
  const answer = await vendor.send(runtime, { id: send.id, phone, text });
  const reference = answer.result === 'accepted' ? answer.reference : null;
  const error = answer.result === 'accepted' ? null : answer.reason;
  await write(runtime, vendor, send, settle(answer, send.attempts, vendor.deduplicates), { reference, error });
}

async function write(
  runtime: Runtime,
  vendor: SmsVendor,
  send: ClaimedSend,
  move: SendMove,
  told: { reference: string | null; error: string | null },
): Promise<void> {
  await runtime.transaction(actor, (ctx) =>
    move.state === 'queued'
      ? requeueSend(ctx.tx, send, { dueAt: new Date(ctx.now.getTime() + move.waitMs), error: told.error ?? '' })
      : settleSend(ctx.tx, send, { state: move.state, at: ctx.now, vendor: vendor.name, ...told }),
  );
}

/**
 * One round of sending what is due. Crash windows: before the claim commits, nothing happened; after it, the lease runs
 * out and `judgeClaim` decides by whether the vendor drops duplicates. Answers whether there may be more.
 */
export async function sendDueSms(
  runtime: Runtime,
  vendor: SmsVendor = vendorOf(runtime.kernel.config),
): Promise<boolean> {
  const claimed = await runtime.transaction(actor, (ctx) =>
    claimDueSends(ctx.tx, ctx.now, new Date(ctx.now.getTime() + LEASE_MS), BATCH),
  );
  const results = await Promise.allSettled(claimed.map((send) => deliver(runtime, vendor, send)));
  for (const result of results) {
    if (result.status === 'rejected') runtime.log.error({ err: result.reason }, 'a send could not be settled');
  }
  return claimed.length === BATCH;
}

export const sendSweep: Sweep = { name: 'messages.sends', everyMs: 1000, run: (runtime) => sendDueSms(runtime) };
