import {
  type Column,
  call,
  type ItemOf,
  ListPage,
  StateTag,
  StatusTag,
  saveExport,
  toProblem,
  useColumnKit,
  useList,
  useWord,
} from '@latchkey/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect } from 'react';
import { useAppText } from '../../texts.ts';

type Export = ItemOf<'GET /staff/exports'>;
const LOOK_MS = 1500;
const underWay = (row: Export): boolean => row.state === 'waiting' || row.state === 'running';

/** The person's own files: what is being written, what can be taken, what is gone. */
export function Exports() {
  const text = useAppText();
  const list = useList({ key: 'exports', route: 'GET /staff/exports', filters: [] });
  const busy = list.rows?.some(underWay) ?? false;
  const { refetch } = list;
  useEffect(() => {
    if (!busy) return;
    const timer = setInterval(refetch, LOOK_MS);
    return () => clearInterval(timer);
  }, [busy, refetch]);
  return (
    <ListPage
      id="exports"
      exportable={false}
      title={text('exportsPage.title')}
      hint={text('exportsPage.hint')}
      list={list}
      columns={useColumns()}
      filters={[]}
      empty={text('exportsPage.empty')}
    />
  );
}

function useColumns(): Column<Export>[] {
  const col = useColumnKit<Export>();
  const text = useAppText();
  const word = useWord();
  return [
    {
      key: 'kind',
      title: text('exportsPage.kind'),
      render: (row) => (
        <span className="console-stack">
          <strong>{word('exportKind', row.kind)}</strong>
          <span className="lk-faint lk-mono">{row.fileName}</span>
        </span>
      ),
      phone: 'title',
    },
    {
      key: 'state',
      title: text('fields.state'),
      render: (row) => (
        <span className="console-row">
          <StateTag kind="exportState" value={row.state} />
          {row.state === 'done' && !row.complete && <StatusTag tone="live">{text('exportsPage.cut')}</StatusTag>}
        </span>
      ),
      phone: 'aside',
    },
    col.count('rows', text('exportsPage.rows'), (row) => row.rows),
    col.time(
      'requestedAt',
      text('exportsPage.requestedAt'),
      (row) => row.requestedAt,
      () => undefined,
    ),
    col.time(
      'expiresAt',
      text('exportsPage.expiresAt'),
      (row) => (row.state === 'done' ? row.expiresAt : null),
      () => undefined,
    ),
    {
      key: 'act',
      title: text('fields.actions'),
      render: (row) => <Act row={row} />,
    },
  ];
}

function Act(props: { row: Export }) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const { row } = props;
  const stop = useMutation({
    mutationFn: () => call('POST /staff/exports/:id/cancel', { params: { id: row.id } }),
    onError: (cause) => message.error(toProblem(cause).message),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['exports'] }),
  });
  if (row.state === 'done')
    return (
      <Button type="primary" onClick={() => saveExport(row)}>
        {text('exportsPage.download')}
      </Button>
    );
  if (!underWay(row)) return <span className="lk-faint">—</span>;
  return (
    <Button loading={stop.isPending} onClick={() => stop.mutate()}>
      {text('exportsPage.stop')}
    </Button>
  );
}
