import { DownloadOutlined } from '@ant-design/icons';
import { call } from '@latchkey/ui';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';

/** Saves what is filtered as CSV; the server writes it, so that every line is of one moment. */
export function ExportStatement(props: {
  query: { by: 'day' | 'order'; storeId?: string; from?: string; to?: string };
}) {
  const text = useAppText();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const { csv, fileName, complete } = await call('GET /staff/ledger/statements/export', { query: props.query });
      const address = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
      const link = Object.assign(document.createElement('a'), { href: address, download: fileName });
      link.click();
      URL.revokeObjectURL(address);
      if (!complete) message.warning(text('ledger.exportCut'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void save()}>
      {text('ledger.export')}
    </Button>
  );
}
