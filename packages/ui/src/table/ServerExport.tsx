import { DownloadOutlined } from '@ant-design/icons';
import type { ExportFormat, ExportKind } from '@latchkey/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useEffect, useState } from 'react';
import { call } from '../http/call.ts';
import { toProblem } from '../http/problem.ts';
import { useUiText } from '../i18n/use-text.ts';

const LOOK_MS = 800;
/** Where an export's file is; the browser keeps it by itself. */
const fileOf = (id: string): string => `/api/v1/staff/exports/${id}/file`;

export function saveExport(row: { id: string; fileName: string }): void {
  const link = document.createElement('a');
  link.href = fileOf(row.id);
  link.download = row.fileName;
  link.click();
}

/**
 * Has the server write all that is filtered. The person may leave: the file waits on the page of exports; whoever stays
 * sees it grow, may stop it, and gets it at once.
 */
export function ServerExport(props: { kind: ExportKind; filters: Record<string, string>; onSeeAll?: () => void }) {
  const text = useUiText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [id, setId] = useState<string | null>(null);
  const progress = useQuery({
    queryKey: ['exports', 'one', id],
    queryFn: () => call('GET /staff/exports/:id', { params: { id: id ?? '' } }),
    enabled: id !== null,
    refetchInterval: LOOK_MS,
  });
  const request = useMutation({
    mutationFn: (format: ExportFormat) =>
      call('POST /staff/exports', { body: { kind: props.kind, format, filters: props.filters } }),
    onSuccess: (row) => setId(row.id),
    onError: (cause) => message.error(text('table.exportFailed', { reason: toProblem(cause).message })),
  });
  const stop = useMutation({
    mutationFn: () => call('POST /staff/exports/:id/cancel', { params: { id: id ?? '' } }),
    onSettled: () => setId(null),
  });
  const { data } = progress;
  useEffect(() => {
    if (id === null || data?.id !== id || data.state === 'waiting' || data.state === 'running') return;
    setId(null);
    void queryClient.invalidateQueries({ queryKey: ['exports', 'list'] });
    if (data.state === 'done') {
      saveExport(data);
      if (data.complete) message.success(text('table.exportDone', { n: data.rows }));
      else message.warning(text('table.exportCut', { n: data.rows }));
    } else if (data.state !== 'cancelled')
      message.error(text('table.exportFailed', { reason: text('table.exportBroken') }));
  }, [data, id, message, queryClient, text]);
  if (id !== null || request.isPending) {
    return (
      <Button loading onClick={() => id !== null && stop.mutate()} title={text('table.exportStop')}>
        {text('table.exporting', { n: data?.rows ?? 0 })}
      </Button>
    );
  }
  const items = [
    { key: 'xlsx', label: text('table.exportExcel') },
    { key: 'csv', label: text('table.exportCsv') },
    ...(props.onSeeAll ? [{ type: 'divider' as const }, { key: 'all', label: text('table.exportsAll') }] : []),
  ];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        onClick: ({ key }) => (key === 'all' ? props.onSeeAll?.() : request.mutate(key as ExportFormat)),
      }}
    >
      <Button icon={<DownloadOutlined />}>{text('table.export')}</Button>
    </Dropdown>
  );
}
