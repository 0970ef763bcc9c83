import { Money, priceText } from '@latchkey/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import type { Overview } from './Overview.tsx';
import './overview.css';

type Day = Overview['trend'][number];

/** Sales a day as bars from zero, the best and the last day labelled; the same figures as a table behind. */
export function TrendChart(props: { trend: readonly Day[] }) {
  const text = useAppText();
  const [asTable, setAsTable] = useState(false);
  return (
    <>
      {asTable ? <TrendTable trend={props.trend} /> : <Bars trend={props.trend} />}
      <Button type="link" size="small" onClick={() => setAsTable(!asTable)}>
        {text(asTable ? 'overview.asChart' : 'overview.asTable')}
      </Button>
    </>
  );
}

function Bars(props: { trend: readonly Day[] }) {
  const text = useAppText();
  const [pointed, setPointed] = useState<string | null>(null);
  const most = Math.max(1, ...props.trend.map((day) => day.sales));
  const last = props.trend.at(-1);
  const shown = props.trend.find((day) => day.date === pointed) ?? last;
  return (
    <figure className="trend" aria-label={text('overview.trend')}>
      {shown && (
        <figcaption className="console-row">
          <span className="lk-faint">{shown.date}</span>
          <Money fen={shown.sales} size="large" />
          <span className="lk-faint">{text('overview.dayCounts', { orders: shown.orders, visits: shown.visits })}</span>
        </figcaption>
      )}
      <div className="trend-bars" aria-hidden="true" onPointerLeave={() => setPointed(null)}>
        {props.trend.map((day) => (
          <span
            key={day.date}
            className={`trend-bar${day === last ? ' trend-bar-today' : ''}`}
            title={`${day.date} ${priceText(day.sales)}`}
            onPointerEnter={() => setPointed(day.date)}
            onPointerDown={() => setPointed(day.date)}
          >
            <span style={{ height: `${(day.sales / most) * 100}%` }} />
          </span>
        ))}
      </div>
      <div className="trend-ends lk-faint" aria-hidden="true">
        <span>{props.trend[0]?.date.slice(5)}</span>
        <span>{last?.date.slice(5)}</span>
      </div>
    </figure>
  );
}

function TrendTable(props: { trend: readonly Day[] }) {
  const text = useAppText();
  return (
    <div className="trend-table">
      <table className="console-lines">
        <thead>
          <tr>
            <th scope="col">{text('overview.day')}</th>
            <th scope="col" className="console-end">
              {text('overview.sales')}
            </th>
            <th scope="col" className="console-end">
              {text('overview.orders')}
            </th>
            <th scope="col" className="console-end">
              {text('overview.visits')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...props.trend].reverse().map((day) => (
            <tr key={day.date}>
              <td>{day.date}</td>
              <td className="console-end">
                <Money fen={day.sales} />
              </td>
              <td className="console-end lk-figures">{day.orders}</td>
              <td className="console-end lk-figures">{day.visits}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
