import type { Answer } from '@latchkey/client';
import { call, DateTime, Facts, Loaded, Money, Section, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { useAppText } from '../../texts.ts';
import { RefundTopUp } from './RefundTopUp.tsx';

type Entry = Answer<'GET /staff/members/:id/balance/entries'>['items'][number];
const SHOWN = 10;

/** PAY-11: a member's stored balance with its newest movements, and what may still go back to the channel. */
export function MemberBalance(props: { memberId: string }) {
  const text = useAppText();
  const { can } = useSession();
  const params = { id: props.memberId };
  const balance = useQuery({
    queryKey: ['members', 'balance', props.memberId],
    queryFn: () => call('GET /staff/members/:id/balance', { params }),
  });
  const entries = useQuery({
    queryKey: ['members', 'entries', props.memberId],
    queryFn: () => call('GET /staff/members/:id/balance/entries', { params, query: { limit: SHOWN } }),
  });
  return (
    <Section plain title={text('members.storedBalance')}>
      <Loaded query={balance}>
        {(data) => (
          <Facts
            facts={[
              { label: text('members.balance'), value: <Money fen={data.balance} /> },
              { label: text('members.principal'), value: <Money fen={data.principal} /> },
              { label: text('members.gift'), value: <Money fen={data.gift} /> },
            ]}
          />
        )}
      </Loaded>
      <Loaded query={entries}>{({ items }) => (items.length > 0 ? <Entries entries={items} /> : null)}</Loaded>
      {can('balances') && <RefundTopUp memberId={props.memberId} />}
    </Section>
  );
}

function Entries(props: { entries: readonly Entry[] }) {
  const text = useAppText();
  return (
    <table className="console-lines console-apart">
      <thead>
        <tr>
          <th>{text('fields.at')}</th>
          <th>{text('members.movement')}</th>
          <th style={{ textAlign: 'end' }}>{text('fields.amount')}</th>
          <th style={{ textAlign: 'end' }}>{text('members.balanceAfter')}</th>
        </tr>
      </thead>
      <tbody>
        {props.entries.map((entry) => (
          <tr key={entry.id}>
            <td>
              <DateTime at={entry.at} />
            </td>
            <td>
              {text(`members.entry.${entry.kind}`)}{' '}
              <span className="lk-faint">{entry.storeName ?? entry.reference.number}</span>
            </td>
            <td style={{ textAlign: 'end' }}>
              <Money fen={entry.amount} signed />
            </td>
            <td style={{ textAlign: 'end' }}>
              <Money fen={entry.balanceAfter} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
