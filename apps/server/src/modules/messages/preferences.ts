import type { PromptMoment } from '@latchkey/contract';
import { requireCustomer } from '../../kernel/actor.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import { EVERYTHING, type Preferences, planPrompt } from './channel-rules.ts';
import { findPreferences, upsertPreferences } from './store-preferences.ts';
import { recordAnswer, selectQuotas } from './store-subscriptions.ts';

type View = AnswerOf<'GET /me/message-preferences'>;
type Answer = { templateId: string; answer: 'accept' | 'reject' | 'ban' | 'filter' };

async function viewOf(ctx: ReadContext, customerId: string): Promise<View> {
  const { wechat, sms, muted, quiet } = (await findPreferences(ctx.db, customerId)) ?? EVERYTHING;
  const quotas = await selectQuotas(ctx.db, customerId);
  return {
    wechat,
    sms,
    muted: [...muted] as View['muted'],
    quiet,
    subscriptions: quotas.map(({ purpose, templateId, remaining, sent }) => ({
      purpose,
      templateId,
      left: remaining,
      sent,
    })),
  };
}

/** MSG-1: how the caller wants to be reached, and the subscription messages that are left. */
export function ownPreferences(ctx: ReadContext): Promise<View> {
  return viewOf(ctx, requireCustomer(ctx.actor).id);
}

/** IDN-4: for the personal archive. */
export const preferencesPersonalData = (ctx: ReadContext, customerId: string): Promise<View> => viewOf(ctx, customerId);

export async function changePreferences(ctx: Context, wants: Preferences): Promise<View> {
  const { id } = requireCustomer(ctx.actor);
  await upsertPreferences(ctx.tx, id, { ...wants, muted: [...new Set(wants.muted)] }, ctx.now);
  return viewOf(ctx, id);
}

/** MSG-5: the templates that are worth a prompt now, at most three. */
export async function subscriptionPrompt(ctx: ReadContext, moment: PromptMoment) {
  const { id } = requireCustomer(ctx.actor);
  const wants = (await findPreferences(ctx.db, id)) ?? EVERYTHING;
  const quotas = await selectQuotas(ctx.db, id);
  return planPrompt(moment, quotas, wants, ctx.now).map(({ purpose, templateId }) => ({ purpose, templateId }));
}

/** MSG-5: what WeChat told of the caller's answers; templates that nobody uses any more are passed over. */
export async function recordAnswers(ctx: Context, answers: readonly Answer[]): Promise<View> {
  const { id } = requireCustomer(ctx.actor);
  const sorted = [...answers].sort((a, b) => (a.templateId < b.templateId ? -1 : 1));
  for (const { templateId, answer } of sorted)
    await recordAnswer(ctx.tx, { customerId: id, templateId, accepted: answer === 'accept', at: ctx.now });
  return viewOf(ctx, id);
}
