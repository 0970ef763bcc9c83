import { z } from 'zod';
import { defineRoutes } from '../route.ts';
import { id, idParams, instant, pageOf, pageQuery, signedFen } from '../schemas.ts';

export const account = z.object({
  id,
  code: z.string(),
  kind: z.string(),
  owner: z.object({ kind: z.string(), id, name: z.string() }).nullable(),
  balance: signedFen,
});
export const posting = z.object({
  accountId: id,
  accountCode: z.string(),
  ownerName: z.string().nullable(),
  amount: signedFen,
});
export const journal = z.object({
  id,
  kind: z.string(),
  reference: z.object({ kind: z.string(), id, number: z.string().nullable() }),
  storeId: id.nullable(),
  memo: z.string().nullable(),
  at: instant,
  postings: z.array(posting).max(40),
});

export const ledgerRoutes = defineRoutes({
  'GET /staff/ledger/accounts': {
    summary: 'Accounts in scope with their balances (debits positive).',
    audience: 'staff',
    permission: 'ledger',
    query: pageQuery.extend({ kind: z.string().max(40).optional(), search: z.string().max(60).optional() }),
    response: pageOf(account),
  },
  'GET /staff/ledger/journals': {
    summary: 'Journals in scope, newest first.',
    audience: 'staff',
    permission: 'ledger',
    query: pageQuery.extend({
      storeId: id.optional(),
      accountId: id.optional(),
      orderId: id.optional(),
      kind: z.string().max(40).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    response: pageOf(journal),
  },
  'GET /staff/ledger/journals/:id': {
    summary: 'One journal.',
    audience: 'staff',
    permission: 'ledger',
    params: idParams,
    response: journal,
  },
  'POST /staff/ledger/verify': {
    summary: 'LED-10: recompute every balance from its postings.',
    audience: 'staff',
    permission: 'ledger:verify',
    ratePerMinute: 6,
    response: z.object({
      consistent: z.boolean(),
      journals: z.int(),
      postings: z.int(),
      accounts: z.int(),
      total: signedFen,
      firstDifference: z.object({ accountId: id, code: z.string(), rollUp: signedFen, postings: signedFen }).nullable(),
    }),
  },
});
