import { DownloadOutlined, ReloadOutlined, StarOutlined, TableOutlined } from '@ant-design/icons';
import type { ExportKind } from '@latchkey/contract';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { App, Button, Checkbox, Popover, Tooltip } from 'antd';
import { useRef, useState } from 'react';
import { toProblem } from '../http/problem.ts';
import { useUiText } from '../i18n/use-text.ts';
import { walkToCsv } from './csv.ts';
import type { Column } from './DataTable.tsx';
import { SavedFilters } from './SavedFilters.tsx';
import { ServerExport } from './ServerExport.tsx';
import type { ListState } from './use-list.ts';

export function TableTools<Row>(props: {
  id: string;
  list: ListState<Row>;
  columns: readonly Column<Row>[];
  hidden: readonly string[];
  onHide: (keys: string[]) => void;
  filterNames: readonly string[];
  exportable: boolean | ExportKind;
}) {
  const text = useUiText();
  const navigate = useNavigate();
  // The desk has no page of exports: there a file comes at once.
  const seeAll = '/exports' in (useRouter().routesByPath as Record<string, unknown>);
  const { exportable } = props;
  return (
    <div className="lk-table-tools" role="toolbar" aria-label={text('common.more')}>
      <Tooltip title={text('table.refresh')}>
        <Button
          type="text"
          icon={<ReloadOutlined spin={props.list.isFetching} />}
          aria-label={text('table.refresh')}
          onClick={props.list.refetch}
        />
      </Tooltip>
      <Popover
        trigger="click"
        placement="bottomRight"
        content={<SavedFilters table={props.id} list={props.list} filterNames={props.filterNames} />}
      >
        <Button type="text" icon={<StarOutlined />} aria-label={text('table.saved')} title={text('table.saved')} />
      </Popover>
      <Popover trigger="click" placement="bottomRight" content={<ColumnChoice {...props} />}>
        <Button type="text" icon={<TableOutlined />} aria-label={text('table.columns')} title={text('table.columns')} />
      </Popover>
      {typeof exportable === 'string' && (
        <ServerExport
          kind={exportable}
          filters={props.list.filters}
          {...(seeAll ? { onSeeAll: () => void navigate({ to: '/exports' as never }) } : {})}
        />
      )}
      {exportable === true && <ExportButton {...props} />}
    </div>
  );
}

function ColumnChoice<Row>(props: {
  columns: readonly Column<Row>[];
  hidden: readonly string[];
  onHide: (keys: string[]) => void;
}) {
  const shown = props.columns.map((column) => column.key).filter((key) => !props.hidden.includes(key));
  return (
    <Checkbox.Group
      className="lk-column-choice"
      value={shown}
      options={props.columns.map((column, index) => ({
        value: column.key,
        label: column.title,
        disabled: index === 0,
      }))}
      onChange={(keys) => props.onHide(props.columns.map((column) => column.key).filter((key) => !keys.includes(key)))}
    />
  );
}

/** Exports a short list page by page; a second press stops and keeps nothing. Long lists are written by the server. */
function ExportButton<Row>(props: { id: string; list: ListState<Row>; columns: readonly Column<Row>[] }) {
  const text = useUiText();
  const { message } = App.useApp();
  const [rows, setRows] = useState<number | null>(null);
  const stop = useRef(false);
  const run = async () => {
    stop.current = false;
    setRows(0);
    try {
      const columns = props.columns.flatMap(({ title, text: cell }) => (cell ? [{ title, text: cell }] : []));
      const { fetchPage } = props.list;
      const file = await walkToCsv({ columns, fetchPage, onProgress: setRows, stopped: () => stop.current });
      if (stop.current) return;
      saveFile(`${props.id}.csv`, file.text);
      message.success(text('table.exportDone', { n: file.rows }));
    } catch (cause) {
      message.error(text('table.exportFailed', { reason: toProblem(cause).message }));
    } finally {
      setRows(null);
    }
  };
  const running = rows !== null;
  return (
    <Button
      icon={<DownloadOutlined />}
      onClick={() => {
        if (running) stop.current = true;
        else void run();
      }}
      title={running ? text('table.exportStop') : undefined}
    >
      {running ? text('table.exporting', { n: rows }) : text('table.export')}
    </Button>
  );
}

function saveFile(name: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
