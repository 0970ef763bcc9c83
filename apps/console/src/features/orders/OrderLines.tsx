import { Money, Section, useWord } from '@latchkey/ui';
import { useAppText } from '../../texts.ts';
import type { OrderDetail } from './api.ts';

type Line = OrderDetail['lines'][number];

/** Each line down to the fen: what it cost, which discounts took how much, what is to pay. */
export function OrderLines(props: { order: OrderDetail }) {
  const text = useAppText();
  const { order } = props;
  return (
    <Section plain title={text('orders.lines')}>
      <div className="console-lines-scroll">
        <table className="console-lines">
          <thead>
            <tr>
              <th scope="col">{text('orders.goods')}</th>
              <th scope="col" className="console-end">
                {text('orders.quantity')}
              </th>
              <th scope="col" className="console-end">
                {text('orders.unitPrice')}
              </th>
              <th scope="col" className="console-end">
                {text('orders.payable')}
              </th>
            </tr>
          </thead>
          <tbody>
            {order.lines.map((line) => (
              <LineRow key={line.id} line={line} />
            ))}
          </tbody>
          <tfoot>
            <Sum label={text('orders.gross')} fen={order.gross} />
            {order.discount > 0 && <Sum label={text('orders.discount')} fen={-order.discount} />}
            <Sum label={text('orders.payable')} fen={order.payable} strong />
          </tfoot>
        </table>
      </div>
    </Section>
  );
}

function LineRow(props: { line: Line }) {
  const word = useWord();
  const { line } = props;
  return (
    <tr>
      <td>
        <span className="console-row" style={{ flexWrap: 'nowrap' }}>
          {line.image && <img className="console-thumb" src={line.image} alt="" loading="lazy" />}
          <span className="console-stack">
            <span>
              {line.name} {line.spec && <span className="lk-faint">{line.spec}</span>}
            </span>
            {line.discounts.map((discount) => (
              <span key={`${discount.kind}-${discount.name}`} className="lk-faint">
                {discount.name} · {word('bearer', discount.bearer)} <Money fen={-discount.amount} />
              </span>
            ))}
          </span>
        </span>
      </td>
      <td className="console-end lk-figures">{line.quantity}</td>
      <td className="console-end">
        <Money fen={line.unitPrice} />
      </td>
      <td className="console-end">
        <Money fen={line.payable} />
      </td>
    </tr>
  );
}

function Sum(props: { label: string; fen: number; strong?: boolean }) {
  return (
    <tr>
      <th scope="row" colSpan={3} className="console-end">
        {props.label}
      </th>
      <td className="console-end">
        <Money fen={props.fen} size={props.strong ? 'large' : 'inline'} />
      </td>
    </tr>
  );
}
