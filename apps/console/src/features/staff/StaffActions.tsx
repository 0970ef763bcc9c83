import { call, ReasonDialog, toProblem, useSession } from '@latchkey/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { FirstPassword } from './FirstPassword.tsx';
import type { StaffDetail } from './StaffDrawer.tsx';

export function StaffActions(props: { person: StaffDetail }) {
  const text = useAppText();
  const { can, staff } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [deciding, setDeciding] = useState(false);
  const { person } = props;
  const params = { id: person.id };
  const frozen = person.state === 'frozen';
  const confirm = async (reason: string) => {
    const request = { params, body: { reason } };
    if (frozen) await call('POST /staff/staff/:id/unfreeze', request);
    else await call('POST /staff/staff/:id/freeze', request);
    await queryClient.invalidateQueries({ queryKey: ['staff'] });
    message.success(text(frozen ? 'staff.unfrozen' : 'staff.frozen'));
  };
  if (person.id === staff.id) return null;
  return (
    <>
      {can('staff:reset_password') && <ResetPassword person={person} />}
      {can('staff:freeze') && (
        <Button danger={!frozen} onClick={() => setDeciding(true)}>
          {text(frozen ? 'staff.unfreeze' : 'staff.freeze')}
        </Button>
      )}
      <ReasonDialog
        open={deciding}
        title={text(frozen ? 'staff.unfreeze' : 'staff.freeze')}
        consequence={text(frozen ? 'staff.unfreezeHint' : 'staff.freezeHint')}
        confirm={text(frozen ? 'staff.unfreeze' : 'staff.freeze')}
        danger={!frozen}
        onClose={() => setDeciding(false)}
        onConfirm={confirm}
      />
    </>
  );
}

function ResetPassword(props: { person: StaffDetail }) {
  const text = useAppText();
  const { message } = App.useApp();
  const [password, setPassword] = useState<string | null>(null);
  const reset = useMutation({
    mutationFn: () => call('POST /staff/staff/:id/reset-password', { params: { id: props.person.id } }),
    onSuccess: (answer) => setPassword(answer.password),
    onError: (cause) => message.error(toProblem(cause).message),
  });
  return (
    <>
      <Popconfirm
        title={text('staff.reset')}
        description={text('staff.resetHint')}
        okText={text('staff.reset')}
        onConfirm={() => reset.mutate()}
      >
        <Button loading={reset.isPending}>{text('staff.reset')}</Button>
      </Popconfirm>
      <FirstPassword loginName={props.person.loginName} password={password} onClose={() => setPassword(null)} />
    </>
  );
}
