import { DateTime, Facts, Money, Section, StateTag, useSession, useWord } from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { useAppText } from '../../texts.ts';
import type { OrderDetail } from './api.ts';
import { RefundList } from './RefundList.tsx';

/** Payments, refunds, and how the sale was split between store, platform and channel. */
export function OrderMoney(props: { order: OrderDetail; zone: string | undefined }) {
  const text = useAppText();
  const word = useWord();
  const { order, zone } = props;
  return (
    <>
      <Section plain title={text('orders.payments')}>
        {order.payments.length === 0 && <p className="lk-soft">{text('orders.noPayments')}</p>}
        {order.payments.map((payment) => (
          <div key={payment.id} className="console-need">
            <span className="console-stack" style={{ flex: 1 }}>
              <span>
                {word('channel', payment.channel)} · {word('method', payment.method)}
              </span>
              {payment.code && <span className="lk-soft">{word('channelCode', payment.code)}</span>}
              <span className="lk-faint">
                <DateTime at={payment.createdAt} zone={zone} style="second" />
                {payment.settledAt && (
                  <>
                    {' → '}
                    <DateTime at={payment.settledAt} zone={zone} style="second" />
                  </>
                )}
              </span>
            </span>
            <Money fen={payment.amount} />
            <StateTag kind="payment" value={payment.state} />
          </div>
        ))}
      </Section>
      <RefundList order={order} zone={zone} />
      {order.split && <Split split={order.split} orderId={order.id} />}
    </>
  );
}

function Split(props: { split: NonNullable<OrderDetail['split']>; orderId: string }) {
  const text = useAppText();
  const { can } = useSession();
  const { split } = props;
  return (
    <Section
      plain
      title={text('orders.split')}
      extra={
        can('ledger') && (
          <Link to="/ledger" search={{ orderId: props.orderId, open: split.journalId } as never}>
            {text('orders.journal')}
          </Link>
        )
      }
    >
      <Facts
        facts={[
          { label: text('orders.splitStore'), value: <Money fen={split.store} /> },
          {
            label: text('orders.splitFee', { rate: (split.serviceFeeRate / 100).toFixed(2) }),
            value: <Money fen={split.serviceFee} />,
          },
          { label: text('orders.splitChannel'), value: <Money fen={split.channelFee} /> },
          split.platformSubsidy > 0 && {
            label: text('orders.splitSubsidy'),
            value: <Money fen={split.platformSubsidy} />,
          },
        ]}
      />
    </Section>
  );
}
