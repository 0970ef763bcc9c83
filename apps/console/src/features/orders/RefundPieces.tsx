import { Money } from '@latchkey/ui';
import { InputNumber } from 'antd';
import { useAppText } from '../../texts.ts';
import type { OrderDetail } from './api.ts';
import { refundableLines } from './refund-plan.ts';

/** How many pieces of each line come back; a line that is back already cannot be chosen. */
export function RefundPieces(props: {
  order: OrderDetail;
  pieces: Readonly<Record<string, number>>;
  onChange: (pieces: Record<string, number>) => void;
}) {
  const text = useAppText();
  const left = new Map(refundableLines(props.order).map((line) => [line.id, line]));
  return (
    <ul className="console-refund-lines">
      {props.order.lines.map((line) => {
        const known = left.get(line.id);
        const most = known ? known.quantity - known.returnedQuantity : 0;
        return (
          <li key={line.id} className="console-refund-line" data-gone={most === 0 || undefined}>
            <span className="console-stack">
              <span>{line.name}</span>
              <span className="lk-faint">
                {most === 0
                  ? text('orders.refundLineGone')
                  : text('orders.refundLineLeft', { left: String(most), quantity: String(line.quantity) })}{' '}
                · <Money fen={line.payable} />
              </span>
            </span>
            <InputNumber
              aria-label={text('orders.refundPiecesOf', { name: line.name })}
              min={0}
              max={most}
              precision={0}
              disabled={most === 0}
              value={props.pieces[line.id] ?? 0}
              onChange={(value) => props.onChange({ ...props.pieces, [line.id]: Number(value ?? 0) })}
            />
          </li>
        );
      })}
    </ul>
  );
}
