import type { Answer } from '@latchkey/client';
import { call, DateTime, Money, priceText, ReasonDialog, useSession } from '@latchkey/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';

type TopUp = Answer<'GET /staff/members/:id/top-ups'>['items'][number];

/** PAY-13: top-ups whose unspent principal may still go back the way it came. */
export function RefundTopUp(props: { memberId: string }) {
  const text = useAppText();
  const { can } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<TopUp | null>(null);
  const topUps = useQuery({
    queryKey: ['members', 'top-ups', props.memberId],
    queryFn: () => call('GET /staff/members/:id/top-ups', { params: { id: props.memberId }, query: { limit: 20 } }),
  });
  const open = (topUps.data?.items ?? []).filter((topUp) => topUp.refundable > 0);
  const refund = async (reason: string) => {
    if (!chosen) return;
    const body = { amount: chosen.refundable, reason };
    await call('POST /staff/top-ups/:id/refunds', { params: { id: chosen.id }, body });
    await queryClient.invalidateQueries({ queryKey: ['members'] });
    message.success(text('members.topUpRefunded'));
  };
  if (open.length === 0) return null;
  return (
    <>
      {open.map((topUp) => (
        <div key={topUp.id} className="console-between console-apart">
          <span>
            {text('members.topUpOf', { amount: priceText(topUp.amount) })}{' '}
            <span className="lk-faint">
              {text('members.refundableUntil')} <DateTime at={topUp.refundableUntil} />
            </span>
          </span>
          {can('balances:refund') && (
            <Button size="small" onClick={() => setChosen(topUp)}>
              {text('members.refundTopUp')} <Money fen={topUp.refundable} />
            </Button>
          )}
        </div>
      ))}
      <ReasonDialog
        open={chosen !== null}
        title={text('members.refundTopUpTitle', { amount: priceText(chosen?.refundable ?? 0) })}
        consequence={text('members.refundTopUpHint')}
        confirm={text('members.refundTopUp')}
        danger
        onClose={() => setChosen(null)}
        onConfirm={refund}
      />
    </>
  );
}
