import { type Column, type Filter, type ItemOf, ListPage, useColumnKit, useList } from '@latchkey/ui';
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
    <ListPage
      id="accounts"
      title={text('menu.accounts')}
      hint={text('ledger.accountsHint')}
      extra={<VerifyLedger />}
      list={list}
      columns={useColumns()}
      filters={filters}
      empty={text('ledger.empty')}
    />
  );
}

function useColumns(): Column<Account>[] {
  const col = useColumnKit<Account>();
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
    col.code('code', text('ledger.code'), (account) => account.code, { hiddenByDefault: true, phone: 'none' }),
    {
      key: 'owner',
      title: text('ledger.owner'),
      render: (account) => account.owner?.name ?? text('ledger.platform'),
      text: (account) => account.owner?.name ?? '',
    },
    col.money('balance', text('ledger.balance'), (account) => account.balance, { phone: 'aside' }),
  ];
}
