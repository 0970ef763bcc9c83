import type { Context } from '../../kernel/context.ts';
import { defineHandlers, type Http, type Input, read, write } from '../../kernel/http.ts';
import { askChannel } from '../payments/index.ts';
import { beginTopUp } from './begin-top-up.ts';
import { endPlan, writePlan } from './plan-top-ups.ts';
import {
  liabilities,
  memberBalance,
  memberStatement,
  memberTopUps,
  myBalance,
  myStatement,
  myTopUp,
  myTopUpRow,
  plansPage,
  planView,
  staffTopUp,
  topUpOptions,
} from './queries.ts';
import { refundTopUp } from './refund-top-up.ts';

export const handlers = defineHandlers({
  'GET /me/balance': read(myBalance),
  'GET /me/balance/entries': read(myStatement),
  'GET /top-up-options': read(topUpOptions),
  'POST /me/top-ups': write(async (ctx: Context, { body }: Input<'POST /me/top-ups'>, http: Http) => {
    const input = { ...body, returnUrl: body.returnUrl ?? null, clientAddress: http.address };
    return myTopUp(ctx, await beginTopUp(ctx, input));
  }),
  'GET /me/top-ups/:id': read((ctx, { params }: Input<'GET /me/top-ups/:id'>) => myTopUp(ctx, params.id)),
  'POST /me/top-ups/:id/check': write(async (ctx: Context, { params }: Input<'POST /me/top-ups/:id/check'>) => {
    await askChannel(ctx, (await myTopUpRow(ctx, params.id)).id);
    return myTopUp(ctx, params.id);
  }),
  'GET /staff/top-up-plans': read(plansPage),
  'POST /staff/top-up-plans': write(async (ctx: Context, { body }: Input<'POST /staff/top-up-plans'>) => {
    const validTo = body.validTo === null ? null : new Date(body.validTo);
    return planView(ctx, await writePlan(ctx, { ...body, validFrom: new Date(body.validFrom), validTo }));
  }),
  'POST /staff/top-up-plans/:id/end': write(
    async (ctx: Context, { params, body }: Input<'POST /staff/top-up-plans/:id/end'>) =>
      planView(ctx, await endPlan(ctx, { planId: params.id, reason: body.reason })),
  ),
  'GET /staff/balances/liabilities': read(liabilities),
  'GET /staff/members/:id/balance': read((ctx, { params }: Input<'GET /staff/members/:id/balance'>) =>
    memberBalance(ctx, params.id),
  ),
  'GET /staff/members/:id/balance/entries': read(memberStatement),
  'GET /staff/members/:id/top-ups': read(memberTopUps),
  'POST /staff/top-ups/:id/refunds': write(
    async (ctx: Context, { params, body }: Input<'POST /staff/top-ups/:id/refunds'>) => {
      await refundTopUp(ctx, { topUpId: params.id, ...body });
      return staffTopUp(ctx, params.id);
    },
  ),
});
