import type { Column } from './DataTable.tsx';
import type { ListState } from './use-list.ts';

/** The table's phone face: one card a row, the same columns, each in its place. */
export function CardList<Row>(props: {
  list: ListState<Row>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  rowTone?: (row: Row) => 'danger' | 'live' | undefined;
  openable?: boolean;
}) {
  const title = props.columns.find((column) => column.phone === 'title') ?? props.columns[0];
  const aside = props.columns.filter((column) => column.phone === 'aside');
  const lines = props.columns.filter((column) => column !== title && (column.phone ?? 'line') === 'line');
  return (
    <ul className="lk-cards">
      {(props.list.rows ?? []).map((row) => {
        const key = props.rowKey(row);
        const tone = props.rowTone?.(row);
        return (
          <li key={key} className={`lk-row-card${tone ? ` lk-row-${tone}` : ''}`}>
            <div className="lk-row-card-head">
              {props.openable ? (
                <button type="button" className="lk-row-button lk-row-card-title" onClick={() => props.list.open(key)}>
                  {title?.render(row)}
                </button>
              ) : (
                <div className="lk-row-card-title">{title?.render(row)}</div>
              )}
              <div className="lk-row-card-aside">
                {aside.map((column) => (
                  <span key={column.key}>{column.render(row)}</span>
                ))}
              </div>
            </div>
            <dl className="lk-row-card-lines">
              {lines.map((column) => (
                <div key={column.key}>
                  <dt>{column.title}</dt>
                  <dd>{column.render(row)}</dd>
                </div>
              ))}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}
