import { call, type ListSearch, Money, useWord } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { useAppText } from '../../texts.ts';
import './stock.css';

const NAMES = ['search', 'storeId', 'listingId', 'kind', 'from', 'to'] as const;
/** Promises come and go with every order; they are no trade. */
const PROMISES = ['reserve', 'release'];

/** INV-4: how often and how many pieces came and went, under the same filters as the list below. */
export function StockTotals(props: { search: ListSearch }) {
  const text = useAppText();
  const word = useWord();
  const query = Object.fromEntries(NAMES.flatMap((name) => (props.search[name] ? [[name, props.search[name]]] : [])));
  const totals = useQuery({
    queryKey: ['stock', 'totals', query],
    queryFn: () => call('GET /staff/stock/movement-totals', { query }),
    placeholderData: (before) => before,
  });
  const items = totals.data?.items.filter((item) => !PROMISES.includes(item.kind)) ?? [];
  if (items.length === 0) return null;
  return (
    <dl className="console-stock-totals">
      {items.map((item) => (
        <div key={item.kind} className="lk-card console-stock-total">
          <dt className="lk-soft">{word('movement', item.kind)}</dt>
          <dd>
            <span className="console-stock-pieces">
              {item.quantity > 0 ? '+' : '−'}
              {Math.abs(item.quantity).toLocaleString('en')}
            </span>
            <span className="lk-faint">
              {text('stock.times', { n: item.times.toLocaleString('en') })}
              {item.cost !== null && item.cost !== 0 && (
                <>
                  {' · '}
                  <Money fen={Math.abs(item.cost)} />
                </>
              )}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
