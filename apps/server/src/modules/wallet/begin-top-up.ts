import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { newId, shortNumber } from '../../kernel/ids.ts';
import { getCustomer } from '../identity/index.ts';
import { getMember } from '../members/index.ts';
import { beginPayment } from '../payments/index.ts';
import { planInForce } from './plan-store.ts';
import { planTerms } from './present.ts';
import { giftFor } from './rules.ts';
import { insertTopUp } from './top-up-store.ts';

export interface TopUpInput {
  /** Fen. */
  amount: number;
  /** What the customer saw as given on top; less is refused. Fen. */
  expectedGift: number;
  channel: 'wechat';
  method: 'h5' | 'jsapi' | 'native';
  /** `{id}` in it becomes the top-up's id. */
  returnUrl: string | null;
  clientAddress: string;
}

/** How long a top-up waits for its payment. */
export const TOP_UP_MINUTES = 30;

/**
 * PAY-11: makes a top-up by the plan in force and begins its payment; answers its id. Only a payment that is believed
 * credits it. Throws member_frozen, top_up_changed (no plan, or a smaller gift), invalid_input, channel_not_configured.
 */
export async function beginTopUp(ctx: Context, input: TopUpInput): Promise<string> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const member = await getMember(ctx, memberId);
  if (member.state === 'frozen') throw new AppError('member_frozen');
  const plan = await planInForce(ctx.db, ctx.now);
  if (!plan) throw new AppError('top_up_changed', { gift: 0 });
  const gift = giftFor(planTerms(plan), input.amount);
  if (gift === null) throw invalidInput('amount', 'not offered');
  if (gift < input.expectedGift) throw new AppError('top_up_changed', { gift });
  const topUp = {
    id: newId(),
    number: '',
    memberId,
    planId: plan.id,
    entityId: plan.entityId,
    amount: input.amount,
    gift,
  };
  for (let added = false; !added; ) {
    topUp.number = shortNumber('T', ctx.now);
    added = await insertTopUp(ctx.tx, topUp, ctx.now);
  }
  const customer = await getCustomer(ctx, memberId);
  await beginPayment(ctx, {
    purpose: 'top_up',
    orderId: topUp.id,
    orderNumber: topUp.number,
    storeId: null,
    entityId: plan.entityId,
    customerId: memberId,
    openid: customer.openid,
    amount: topUp.amount,
    channel: input.channel,
    method: input.method,
    description: `储值 ${topUp.number}`,
    clientAddress: input.clientAddress,
    returnUrl: input.returnUrl?.replaceAll('{id}', topUp.id) ?? null,
    expiresAt: new Date(ctx.now.getTime() + TOP_UP_MINUTES * 60_000),
  });
  await audit(ctx, {
    action: 'wallet.begin_top_up',
    object: { kind: 'top_up', id: topUp.id },
    after: { number: topUp.number, amount: topUp.amount, gift, plan: plan.version },
  });
  return topUp.id;
}
