import type { ExportKind } from '@latchkey/contract';
import type { ReactNode } from 'react';
import { PageHead } from '../parts/Section.tsx';
import { type Column, DataTable } from './DataTable.tsx';
import type { Filter } from './FilterBar.tsx';
import type { ListState } from './use-list.ts';

/**
 * A list as a page: its name and acts, the table with filters in the address, pages, export and every state, and the
 * open record as children.
 */
export function ListPage<Row extends { id: string }>(props: {
  /** Names this list in the person's stored choices and in the exported file. */
  id: string;
  title: string;
  hint?: ReactNode;
  /** Adds a record: stands in the head, and where there is none yet. */
  add?: ReactNode;
  /** Other acts of the page. */
  extra?: ReactNode;
  /** What stands between the head and the table. */
  above?: ReactNode;
  list: ListState<Row>;
  columns: readonly Column<Row>[];
  filters: readonly Filter[];
  rowTone?: (row: Row) => 'danger' | 'live' | undefined;
  openable?: boolean;
  /** What the server writes to a file; without a kind the browser walks the pages of a short list. */
  exportable?: boolean | ExportKind;
  /** The next step, said where nothing is yet. */
  empty: string;
  children?: ReactNode;
}) {
  const { title, hint, add, extra, above, empty, children, ...table } = props;
  return (
    <>
      <PageHead
        title={title}
        hint={hint}
        extra={
          (add || extra) && (
            <>
              {extra}
              {add}
            </>
          )
        }
      />
      {above}
      <DataTable {...table} label={title} rowKey={(row) => row.id} empty={{ hint: empty, action: add }} />
      {children}
    </>
  );
}
