import { defineHandlers, read } from '../../kernel/http.ts';
import { accountsPage, journalDetail, journalsPage } from './queries.ts';
import { verifyLedger } from './verify-ledger.ts';

export const handlers = defineHandlers({
  'GET /staff/ledger/accounts': read(accountsPage),
  'GET /staff/ledger/journals': read(journalsPage),
  'GET /staff/ledger/journals/:id': read((ctx, { params }) => journalDetail(ctx, params.id)),
  'POST /staff/ledger/verify': read(async (ctx) => {
    const { unbalancedJournal: _named, ...verification } = await verifyLedger(ctx);
    return verification;
  }),
});
