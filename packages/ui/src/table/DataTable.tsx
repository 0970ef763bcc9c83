import type { ExportKind } from '@latchkey/contract';
import { Button, Table, type TableRef } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useUiText } from '../i18n/use-text.ts';
import { BlockSkeleton, EmptyState, ErrorState } from '../parts/states.tsx';
import { useBreakpoint } from '../shell/use-breakpoint.ts';
import { CardList } from './CardList.tsx';
import { type Filter, FilterBar } from './FilterBar.tsx';
import { readHiddenColumns, storeHiddenColumns } from './storage.ts';
import { TableTools } from './TableTools.tsx';
import { activeFilters } from './url-state.ts';
import type { ListState } from './use-list.ts';
import './table.css';

export type Column<Row> = {
  key: string;
  title: string;
  render: (row: Row) => ReactNode;
  /** The cell as text in exports; a column without it is not exported. */
  text?: (row: Row) => string;
  width?: number;
  align?: 'end';
  hiddenByDefault?: boolean;
  /** Where the value goes on a phone's card: its title, its trailing edge, its lines (default), or nowhere. */
  phone?: 'title' | 'aside' | 'line' | 'none';
};

type Props<Row> = {
  /** Names this table in the person's stored choices and in the exported file. */
  id: string;
  label: string;
  list: ListState<Row>;
  columns: readonly Column<Row>[];
  filters: readonly Filter[];
  rowKey: (row: Row) => string;
  /** Marks a row that needs a person. */
  rowTone?: (row: Row) => 'danger' | 'live' | undefined;
  openable?: boolean;
  /** What the server writes to a file; without a kind the browser walks the pages of a short list. */
  exportable?: boolean | ExportKind;
  empty?: { title?: string; hint?: string; action?: ReactNode };
};

/** The one table of the product: filters in the address, server-side pages, chosen columns, export, phone cards. */
export function DataTable<Row>(props: Props<Row>) {
  const { list, columns } = props;
  const byDefault = columns.filter((column) => column.hiddenByDefault).map((column) => column.key);
  const [hidden, setHidden] = useState(() => readHiddenColumns(props.id, byDefault));
  const shown = columns.filter((column) => !hidden.includes(column.key));
  const hide = (keys: string[]) => {
    setHidden(keys);
    storeHiddenColumns(props.id, keys);
  };
  return (
    <div className="lk-table">
      <div className="lk-table-bar">
        <FilterBar filters={props.filters} search={list.search} onChange={list.filter} />
        <TableTools
          id={props.id}
          list={list}
          columns={columns}
          hidden={hidden}
          onHide={hide}
          filterNames={props.filters.flatMap((filter) => filter.keys)}
          exportable={props.exportable ?? true}
        />
      </div>
      <div className="lk-card lk-table-card">
        <Rows {...props} columns={shown} />
      </div>
    </div>
  );
}

function Rows<Row>(props: Props<Row>) {
  const { list } = props;
  const text = useUiText();
  const phone = useBreakpoint() === 'phone';
  if (!list.rows) {
    return list.error ? <ErrorState error={list.error} onRetry={list.refetch} /> : <BlockSkeleton rows={8} />;
  }
  if (list.rows.length === 0) return <NoRows {...props} />;
  return (
    <div className={list.isStale ? 'lk-table-stale' : undefined} aria-busy={list.isFetching}>
      {phone ? <CardList {...props} /> : <WideTable {...props} />}
      <nav className="lk-table-pages" aria-label={props.label}>
        <span className="lk-faint">{text('table.page', { n: list.rows.length })}</span>
        <Button disabled={!list.hasPrevious} onClick={list.previous}>
          {text('table.previous')}
        </Button>
        <Button disabled={!list.nextCursor} onClick={list.next}>
          {text('table.next')}
        </Button>
      </nav>
    </div>
  );
}

function WideTable<Row>(props: Props<Row>) {
  const { list } = props;
  const table = useRef<TableRef>(null);
  // What scrolls sideways must be reachable from the keyboard.
  useEffect(() => table.current?.nativeElement.querySelector('.ant-table-content')?.setAttribute('tabindex', '0'), []);
  return (
    <Table<Row>
      ref={table}
      aria-label={props.label}
      dataSource={[...(list.rows ?? [])]}
      rowKey={props.rowKey}
      pagination={false}
      scroll={{ x: 'max-content' }}
      rowClassName={(row) => rowClasses(props, row)}
      onRow={(row) => (props.openable ? { onClick: () => list.open(props.rowKey(row)) } : {})}
      columns={props.columns.map((column, index) => ({
        key: column.key,
        title: column.title,
        width: column.width,
        align: column.align,
        render: (_: unknown, row: Row) =>
          index === 0 && props.openable ? (
            <OpenButton onOpen={() => list.open(props.rowKey(row))}>{column.render(row)}</OpenButton>
          ) : (
            column.render(row)
          ),
      }))}
    />
  );
}

function rowClasses<Row>(props: Props<Row>, row: Row): string {
  const tone = props.rowTone?.(row);
  const classes = [
    props.openable ? 'lk-row-openable' : '',
    tone ? `lk-row-${tone}` : '',
    props.list.search.open === props.rowKey(row) ? 'lk-row-open' : '',
  ];
  return classes.filter(Boolean).join(' ');
}

/** The keyboard's way into a row; the pointer may use the whole row. */
function OpenButton(props: { onOpen: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      className="lk-row-button"
      onClick={(event) => {
        event.stopPropagation();
        props.onOpen();
      }}
    >
      {props.children}
    </button>
  );
}

function NoRows<Row>(props: Props<Row>) {
  const text = useUiText();
  const { list } = props;
  const names = props.filters.flatMap((filter) => filter.keys);
  const active = Object.keys(activeFilters(list.search, names));
  if (active.length === 0) return <EmptyState {...props.empty} />;
  return (
    <EmptyState
      title={text('state.emptyFiltered')}
      hint={text('state.emptyFilteredHint')}
      action={
        <Button onClick={() => list.filter(Object.fromEntries(active.map((name) => [name, undefined])))}>
          {text('table.clear')}
        </Button>
      }
    />
  );
}
