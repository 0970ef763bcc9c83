import { PrinterOutlined } from '@ant-design/icons';
import { call, DateTime, Loaded, useSession, useUiText } from '@latchkey/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm, Typography } from 'antd';
import qrcode from 'qrcode-generator';
import { useAppText } from '../../texts.ts';
import type { StoreDetail } from './api.ts';
import './door-code.css';

/** The door's QR code, ready to print and hang. */
export function DoorCode(props: { store: StoreDetail }) {
  const text = useAppText();
  const ui = useUiText();
  const { can } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const { store } = props;
  const key = ['stores', 'door-code', store.id];
  const params = { id: store.id };
  const code = useQuery({ queryKey: key, queryFn: () => call('GET /staff/stores/:id/door-code', { params }) });
  const renew = useMutation({
    mutationFn: () => call('POST /staff/stores/:id/door-code', { params }),
    onSuccess: (fresh) => {
      queryClient.setQueryData(key, fresh);
      message.success(text('stores.codeRenewed'));
    },
    onError: (cause) => message.error(cause.message),
  });
  return (
    <Loaded query={code}>
      {(data) => (
        <>
          <div className="door-code">
            <p className="door-code-title">{store.name}</p>
            <QrSquare content={data.url} />
            <p className="door-code-hint">{text('stores.scanToOpen')}</p>
            <p className="door-code-number">{store.number}</p>
          </div>
          <p>
            <Typography.Text copyable={{ text: data.url }} className="lk-mono">
              {data.url}
            </Typography.Text>
          </p>
          <p className="lk-faint">
            {text('stores.codeIssued')} <DateTime at={data.issuedAt} zone={store.zone} />
          </p>
          <div className="console-row">
            <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
              {ui('common.print')}
            </Button>
            {can('stores:edit') && (
              <Popconfirm
                title={text('stores.renewCode')}
                description={text('stores.renewCodeHint')}
                okText={text('stores.renewCode')}
                okButtonProps={{ danger: true }}
                onConfirm={() => renew.mutate()}
              >
                <Button danger loading={renew.isPending}>
                  {text('stores.renewCode')}
                </Button>
              </Popconfirm>
            )}
          </div>
        </>
      )}
    </Loaded>
  );
}

/** Drawn as one path, sharp at any size on paper. */
function QrSquare(props: { content: string }) {
  const text = useAppText();
  const code = qrcode(0, 'M');
  code.addData(props.content);
  code.make();
  const size = code.getModuleCount();
  const dark: string[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (code.isDark(row, column)) dark.push(`M${column + 4} ${row + 4}h1v1h-1z`);
    }
  }
  return (
    <svg
      className="door-code-square"
      viewBox={`0 0 ${size + 8} ${size + 8}`}
      role="img"
      aria-label={text('stores.doorCode')}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#ffffff" />
      <path d={dark.join('')} fill="#0f2620" />
    </svg>
  );
}
