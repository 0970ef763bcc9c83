import { DetailDrawer, Facts, Money, Section, useSession } from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { useAppText } from '../../texts.ts';
import type { StatementLine } from './Statements.tsx';

/** LED-2: how a line's net came about, step by step. */
export function StatementDrawer(props: { line: StatementLine | undefined; onClose: () => void }) {
  const { line } = props;
  const text = useAppText();
  const title = line && (line.order ? line.order.number : `${line.day} ${line.store.name}`);
  return (
    <DetailDrawer open={line !== undefined} onClose={props.onClose} title={title ?? text('menu.statements')}>
      {line && <Body line={line} />}
    </DetailDrawer>
  );
}

function Body(props: { line: StatementLine }) {
  const { line } = props;
  const text = useAppText();
  const { can } = useSession();
  const { order } = line;
  const rate = order ? ` ${(order.serviceFeeRate / 100).toFixed(2)}%` : '';
  const steps = [
    { label: text('ledger.gross'), fen: line.gross },
    { label: text('ledger.storeDiscount'), fen: -line.storeDiscount },
    { label: text('ledger.serviceFee') + rate, fen: -line.serviceFee },
    { label: text('ledger.channelFee'), fen: -line.channelFee },
    { label: text('ledger.refundedShare'), fen: -line.refundedShare },
  ];
  return (
    <>
      <Section plain title={text('ledger.howNet')}>
        <table className="console-lines">
          <tbody>
            {steps.map(({ label, fen }) => (
              <tr key={label}>
                <td>{label}</td>
                <td style={{ textAlign: 'end' }}>
                  <Money fen={fen} />
                </td>
              </tr>
            ))}
            <tr>
              <td>
                <strong>{text('ledger.net')}</strong>
              </td>
              <td style={{ textAlign: 'end' }}>
                <strong>
                  <Money fen={line.net} />
                </strong>
              </td>
            </tr>
          </tbody>
        </table>
      </Section>
      <Section plain title={text('ledger.aside')}>
        <Facts
          facts={[
            { label: text('fields.store'), value: line.store.name },
            { label: text('ledger.paid'), value: <Money fen={line.paid} /> },
            { label: text('ledger.platformDiscount'), value: <Money fen={line.platformDiscount} /> },
            { label: text('ledger.platformChannelFee'), value: <Money fen={line.platformChannelFee} /> },
            { label: text('ledger.refunded'), value: <Money fen={line.refunded} /> },
          ]}
        />
        <span className="console-row console-apart">
          {order && can('orders') && (
            <Link to="/orders" search={{ open: order.id } as never}>
              {text('ledger.toOrder')}
            </Link>
          )}
          {order && (
            <Link to="/ledger" search={{ orderId: order.id } as never}>
              {text('ledger.toJournal')}
            </Link>
          )}
        </span>
      </Section>
    </>
  );
}
