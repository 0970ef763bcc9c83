import { type Column, DataTable, type Filter, type ItemOf, Money, PageHead, priceText, useList } from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { useAppText } from '../../texts.ts';
import { useLedgerWord } from './ledger-words.ts';
import { VerifyLedger } from './VerifyLedger.tsx';

type Account = ItemOf<'GET /staff/ledger/accounts'>;

/** The fund pool: every account with its balance, each a door to its journals. */
export function Accounts() {
  const text = useAppText();
  const list = useList({ key: 'accounts', route: 'GET /staff/ledger/accounts', filters: ['search', 'kind'] });
  const filters: Filter[] = [{ kind: 'text', keys: ['search'], label: text('ledger.searchAccount') }];
  return (
    <>
      <PageHead title={text('menu.accounts')} hint={text('ledger.accountsHint')} extra={<VerifyLedger />} />
      <DataTable
        id="accounts"
        label={text('menu.accounts')}
        list={list}
        columns={useColumns()}
        filters={filters}
        rowKey={(account) => account.id}
        rowLabel={(account) => account.code}
        empty={{ hint: text('ledger.empty') }}
      />
    </>
  );
}

function useColumns(): Column<Account>[] {
  const text = useAppText();
  const word = useLedgerWord();
  return [
    {
      key: 'account',
      title: text('ledger.account'),
      render: (account) => (
        <Link to="/ledger" search={{ accountId: account.id } as never}>
          {word('account', account.kind)}
        </Link>
      ),
      text: (account) => word('account', account.kind),
      phone: 'title',
    },
    {
      key: 'code',
      title: text('ledger.code'),
      hiddenByDefault: true,
      render: (account) => <span className="lk-mono">{account.code}</span>,
      text: (account) => account.code,
      phone: 'none',
    },
    {
      key: 'owner',
      title: text('ledger.owner'),
      render: (account) => account.owner?.name ?? text('ledger.platform'),
      text: (account) => account.owner?.name ?? '',
    },
    {
      key: 'balance',
      title: text('ledger.balance'),
      align: 'end',
      render: (account) => <Money fen={account.balance} />,
      text: (account) => priceText(account.balance),
      phone: 'aside',
    },
  ];
}
