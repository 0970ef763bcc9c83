import { PrinterOutlined } from '@ant-design/icons';
import { call, DateTime, Loaded, QrSquare, useSession, useUiText } from '@latchkey/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm, Typography } from 'antd';
import { useAppText } from '../../texts.ts';
import type { StoreDetail } from './api.ts';
import './door-card.css';
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
          <div className="door-card door-code">
            <p className="door-code-title">{store.name}</p>
            <QrSquare className="door-card-square" content={data.url} label={text('stores.doorCode')} />
            <p className="door-card-hint door-code-hint">{text('stores.scanToOpen')}</p>
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
