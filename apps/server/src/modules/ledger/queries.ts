import type { ledgerSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import type { Input } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { entityNames, getStores } from '../organisation/index.ts';
import type { OwnerKind } from './account-rules.ts';
import { accountCursor } from './cursor.ts';
import {
  type AccountRow,
  findJournal,
  findSale,
  type JournalRow,
  listAccounts,
  listJournals,
  type PostingRow,
  postingsOf,
} from './store.ts';

type Account = z.input<typeof ledgerSchemas.account>;
type Journal = z.input<typeof ledgerSchemas.journal>;
interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}
interface Owned {
  kind: string;
  ownerKind: OwnerKind;
  ownerId: string;
}

/** `store_balance`, `channel_transit:wechat`: what people call the account; owners with a name are shown beside it. */
export function accountCode(row: Owned): string {
  return row.ownerKind === 'channel' ? `${row.kind}:${row.ownerId}` : row.kind;
}

type Names = Map<string, string>;

/** Names of the stores and entities among the owners: no other owner with a name has an account yet. */
async function ownerNames(ctx: ReadContext, rows: readonly Owned[]): Promise<Names> {
  const storeIds = rows.filter((row) => row.ownerKind === 'store').map((row) => row.ownerId);
  const entityIds = rows.filter((row) => row.ownerKind === 'entity').map((row) => row.ownerId);
  const stores = [...(await getStores(ctx, storeIds)).values()].map(({ id, name }) => [id, name] as const);
  return new Map([...stores, ...(await entityNames(ctx, entityIds))]);
}

const presentAccount = (row: AccountRow, names: Names): Account => ({
  id: row.id,
  code: accountCode(row),
  kind: row.kind,
  owner:
    row.ownerKind === 'platform' || row.ownerKind === 'channel'
      ? null
      : { kind: row.ownerKind, id: row.ownerId, name: names.get(row.ownerId) ?? '' },
  balance: row.balance,
});

/** LED-3, LED-14: accounts in scope with their balances at this moment. */
export async function accountsPage(
  ctx: ReadContext,
  { query }: Input<'GET /staff/ledger/accounts'>,
): Promise<Page<Account>> {
  const after = decodeCursor(query.cursor, accountCursor);
  const rows = await listAccounts(ctx.db, {
    kind: query.kind,
    search: query.search,
    storeIds: storeFilter(ctx.actor),
    after: after && { kind: after[0], id: after[1] },
    limit: query.limit + 1,
  });
  const names = await ownerNames(ctx, rows);
  return toPage(
    rows,
    query.limit,
    (row) => [row.kind, row.id],
    (row) => presentAccount(row, names),
  );
}

function presentJournal(row: JournalRow, postings: readonly PostingRow[], names: Names): Journal {
  return {
    id: row.id,
    kind: row.kind,
    reference: { kind: row.referenceKind, id: row.referenceId, number: row.referenceNumber },
    storeId: row.storeId,
    memo: row.memo,
    at: row.at.toISOString(),
    postings: postings
      .filter((posting) => posting.journalId === row.id)
      .map((posting) => ({
        accountId: posting.accountId,
        accountCode: accountCode(posting),
        ownerName: names.get(posting.ownerId) ?? null,
        amount: posting.amount,
      })),
  };
}

/** Journals in scope with their postings, newest first. */
export async function journalsPage(
  ctx: ReadContext,
  { query }: Input<'GET /staff/ledger/journals'>,
): Promise<Page<Journal>> {
  const after = decodeCursor(query.cursor, timeCursor);
  const rows = await listJournals(ctx.db, {
    storeIds: storeFilter(ctx.actor),
    storeId: query.storeId,
    accountId: query.accountId,
    orderId: query.orderId,
    kind: query.kind,
    from: query.from === undefined ? null : new Date(query.from),
    to: query.to === undefined ? null : new Date(query.to),
    after: after && { at: after[0], id: after[1] },
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const postings = await postingsOf(
    ctx.db,
    shown.map((row) => row.id),
  );
  const names = await ownerNames(ctx, postings);
  return toPage(
    rows,
    query.limit,
    (row) => [row.at.toISOString(), row.id],
    (row) => presentJournal(row, postings, names),
  );
}

/** One journal in scope. Throws not_found. */
export async function journalDetail(ctx: ReadContext, id: string): Promise<Journal> {
  const row = await findJournal(ctx.db, id, storeFilter(ctx.actor));
  const postings = await postingsOf(ctx.db, [row.id]);
  return presentJournal(row, postings, await ownerNames(ctx, postings));
}

/** How a paid order was split, fen; null before it was paid. The caller has checked that the order may be seen. */
export interface OrderSplit {
  store: number;
  serviceFee: number;
  channelFee: number;
  platformSubsidy: number;
  /** Basis points. */
  serviceFeeRate: number;
  journalId: string;
}

export async function splitOfOrder(ctx: ReadContext, orderId: string): Promise<OrderSplit | null> {
  const sale = await findSale(ctx.db, orderId);
  if (!sale) return null;
  const { shares, serviceFeeRate } = sale.terms;
  return {
    store: shares.store,
    serviceFee: shares.serviceFee,
    channelFee: shares.channelFeeOfStore + shares.channelFeeOfPlatform,
    platformSubsidy: shares.platformSubsidy,
    serviceFeeRate,
    journalId: sale.id,
  };
}
