import { call, ReasonDialog } from '@latchkey/ui';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import type { Plan } from './Balances.tsx';

export function EndPlan(props: { plan: Plan }) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const end = async (reason: string) => {
    await call('POST /staff/top-up-plans/:id/end', { params: { id: props.plan.id }, body: { reason } });
    await queryClient.invalidateQueries({ queryKey: ['balances'] });
    message.success(text('balances.ended'));
  };
  return (
    <>
      <Button size="small" danger onClick={() => setAsking(true)}>
        {text('balances.end')}
      </Button>
      <ReasonDialog
        open={asking}
        title={text('balances.endTitle', { n: props.plan.version })}
        consequence={text('balances.endHint')}
        confirm={text('balances.end')}
        danger
        onClose={() => setAsking(false)}
        onConfirm={end}
      />
    </>
  );
}
