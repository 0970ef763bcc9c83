import { defineHandlers, read } from '../../kernel/http.ts';
import { fundPool, type LedgerPorts } from './fund-pool.ts';
import { accountsPage, journalDetail, journalsPage } from './queries.ts';
import { statementLabels } from './statement-csv.ts';
import { exportStatement, statementPage } from './statements.ts';
import { verifyLedger } from './verify-ledger.ts';

export const createHandlers = (ports: LedgerPorts) =>
  defineHandlers({
    'GET /staff/ledger/fund-pool': read((ctx, input) => fundPool(ctx, ports, input)),
    'GET /staff/ledger/statements': read(statementPage),
    'GET /staff/ledger/statements/export': read((ctx, input, http) =>
      exportStatement(ctx, input, statementLabels[http.locale]),
    ),
    'GET /staff/ledger/accounts': read(accountsPage),
    'GET /staff/ledger/journals': read(journalsPage),
    'GET /staff/ledger/journals/:id': read((ctx, { params }) => journalDetail(ctx, params.id)),
    'POST /staff/ledger/verify': read(async (ctx) => {
      const { unbalancedJournal: _named, ...verification } = await verifyLedger(ctx);
      return verification;
    }),
  });
