import { systemActor } from '../../kernel/actor.ts';
import type { Context, Runtime } from '../../kernel/context.ts';
import type { ChannelAccount, Channels } from './channel-accounts.ts';
import { WechatPayError } from './wechat-pay/index.ts';

/** What the workers that talk to channels share. They call outside transactions and write what they learned in one. */
export interface Work {
  runtime: Runtime;
  channels: Channels;
}

export const settler = systemActor('payments');

/** Runs verbs in a transaction of the product itself. */
export const write = <T>(work: Work, verbs: (ctx: Context) => Promise<T>): Promise<T> =>
  work.runtime.transaction(settler, verbs);

export const later = (ctx: Context, ms: number): Date => new Date(ctx.now.getTime() + ms);

export type Called<T> = { ok: true; answer: T } | { ok: false; error: WechatPayError };

/** Calls the channel and sorts its failures; anything that is not the channel's is a bug and goes up. */
export async function callChannel<T>(
  work: Work,
  accountCode: string,
  call: (account: ChannelAccount) => Promise<T>,
): Promise<Called<T> & { account: ChannelAccount }> {
  const account = await work.channels.open(work.runtime, accountCode);
  try {
    return { ok: true, answer: await call(account), account };
  } catch (error) {
    if (!(error instanceof WechatPayError)) throw error;
    const { kind, code, status } = error;
    work.runtime.log.info({ account: accountCode, kind, code, status }, 'the channel did not do it');
    return { ok: false, error, account };
  }
}

/** A refusal that carried the platform's signature, and so may be acted on. */
export const refused = (error: WechatPayError, ...codes: readonly string[]): boolean =>
  error.kind === 'rejected' && error.verified && (codes.length === 0 || codes.includes(error.code));
