import { call, ReasonDialog, toProblem } from '@latchkey/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import type { DeviceDetail } from './DeviceDrawer.tsx';
import { SecretDialog } from './SecretDialog.tsx';

export function DeviceActions(props: { device: DeviceDetail }) {
  const text = useAppText();
  const { modal, message } = App.useApp();
  const queryClient = useQueryClient();
  const [stopping, setStopping] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const { device } = props;
  const params = { id: device.id };
  const renew = useMutation({
    mutationFn: () => call('POST /staff/devices/:id/secret', { params }),
    onSuccess: (answer) => setSecret(answer.secret),
    onError: (cause) => message.error(toProblem(cause).message),
  });
  const stop = async (reason: string) => {
    await call('POST /staff/devices/:id/stop', { params, body: { reason } });
    await queryClient.invalidateQueries({ queryKey: ['devices'] });
    message.success(text('devices.stopped'));
  };
  const askRenew = () =>
    modal.confirm({
      title: text('devices.renewSecret'),
      content: text('devices.renewSecretHint'),
      okText: text('devices.renewSecret'),
      okButtonProps: { danger: true },
      onOk: () => renew.mutateAsync().catch(() => undefined),
    });
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'secret', label: text('devices.renewSecret'), onClick: askRenew },
            {
              key: 'stop',
              label: text('devices.stop'),
              danger: true,
              disabled: device.state === 'stopped',
              onClick: () => setStopping(true),
            },
          ],
        }}
      >
        <Button>{text('fields.actions')}</Button>
      </Dropdown>
      <ReasonDialog
        open={stopping}
        title={text('devices.stop')}
        consequence={text('devices.stopHint')}
        confirm={text('devices.stop')}
        danger
        onClose={() => setStopping(false)}
        onConfirm={stop}
      />
      <SecretDialog secret={secret} code={device.code} onClose={() => setSecret(null)} />
    </>
  );
}
