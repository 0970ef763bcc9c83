import type { CartLine } from '../../api';
import { useT } from '../../i18n';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { Stepper } from '../../kit/Stepper';
import { Tag } from '../../kit/Tag';
import { Thumb } from '../../parts/Thumb';

export interface CartLinesProps {
  lines: readonly CartLine[];
  /** The line that was scanned just now: it lights up. */
  lastLine: string | null;
  onQuantity: (id: string, quantity: number) => void;
}

export function CartLines({ lines, lastLine, onQuantity }: CartLinesProps) {
  return (
    <Box as="ul" className="lk-list lk-lines">
      {lines.map((line) => (
        <Line
          key={line.id}
          line={line}
          fresh={line.id === lastLine}
          onQuantity={(quantity) => onQuantity(line.id, quantity)}
        />
      ))}
    </Box>
  );
}

/** Goods that left the store's list have no name any more; the line stays until the person removes it. */
function Line({ line, fresh, onQuantity }: { line: CartLine; fresh: boolean; onQuantity: (quantity: number) => void }) {
  const t = useT();
  const cheaper = line.unitPrice < line.originalUnitPrice;
  const name = line.name === '' ? t('cart.gone') : line.name;
  return (
    <Box
      as="li"
      id={`line-${line.id}`}
      className={`lk-line${fresh ? ' lk-line--fresh' : ''}${line.problem ? ' lk-line--bad' : ''}`}
    >
      <Thumb image={line.image} />
      <Box className="lk-grow">
        <Box className="lk-strong lk-line__name">{name}</Box>
        {line.spec ? <Box className="lk-small lk-soft">{line.spec}</Box> : null}
        <Box className="lk-row">
          <Price fen={line.unitPrice} size={14} />
          {cheaper ? <Price fen={line.originalUnitPrice} size={14} was /> : null}
        </Box>
        {line.discount > 0 ? (
          <Box className="lk-small lk-line__off">
            {t('cart.lineOff')} <Price fen={line.discount} size={14} minus />
          </Box>
        ) : null}
        {line.problem ? <Tag tone="danger">{t(`cart.problem.${line.problem}`)}</Tag> : null}
      </Box>
      <Box className="lk-line__end">
        <Price fen={line.payable} />
        <Stepper
          id={`qty-${line.id}`}
          value={line.quantity}
          fewer={t('cart.fewer', { name })}
          more={t('cart.more', { name })}
          remove={t('cart.remove', { name })}
          onChange={onQuantity}
        />
      </Box>
    </Box>
  );
}
