import { KeyOutlined } from '@ant-design/icons';
import { call, DateTime, ReasonDialog } from '@latchkey/ui';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { BoardStore } from '../../live/board.ts';
import { useAppText } from '../../texts.ts';

/** VIS-11: while no server reaches the door, an agent reads out a code that its keypad checks by itself. */
export function OfflineCode(props: { store: BoardStore }) {
  const text = useAppText();
  const [asking, setAsking] = useState(false);
  const { store } = props;
  const issue = useMutation({
    mutationFn: (note: string) =>
      call('POST /staff/stores/:id/offline-codes', { params: { id: store.id }, body: { note } }),
  });
  if (!store.door || store.door.online) return null;
  const code = issue.data;
  return (
    <div className="offline-code">
      <p>{text('offlineCode.hint')}</p>
      {code && (
        <p className="offline-code-digits" role="status">
          {code.code.replace(/(\d{3})(?=\d)/g, '$1 ')}
          <span className="lk-soft">
            {text('offlineCode.until')} <DateTime at={code.validUntil} zone={store.zone} style="time" />
          </span>
        </p>
      )}
      <Button size="large" icon={<KeyOutlined />} onClick={() => setAsking(true)}>
        {text(code ? 'offlineCode.another' : 'offlineCode.issue')}
      </Button>
      <ReasonDialog
        open={asking}
        title={text('offlineCode.title', { name: store.name })}
        consequence={text('offlineCode.consequence')}
        confirm={text('offlineCode.issue')}
        onClose={() => setAsking(false)}
        onConfirm={(note) => issue.mutateAsync(note)}
      />
    </div>
  );
}
