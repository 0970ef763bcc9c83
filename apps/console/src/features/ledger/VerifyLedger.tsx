import { call, Money, toProblem, useSession } from '@latchkey/ui';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useAppText } from '../../texts.ts';

/** LED-10 on demand: recomputes every balance and names the first difference. */
export function VerifyLedger() {
  const text = useAppText();
  const { can } = useSession();
  const { modal, message } = App.useApp();
  const verify = useMutation({
    mutationFn: () => call('POST /staff/ledger/verify'),
    onSuccess: (result) => {
      const content = text('ledger.verified', {
        journals: result.journals,
        postings: result.postings,
        accounts: result.accounts,
      });
      if (result.consistent) {
        modal.success({ title: text('ledger.consistent'), content });
        return;
      }
      const difference = result.firstDifference;
      modal.error({
        title: text('ledger.inconsistent'),
        content: difference && (
          <>
            <span className="lk-mono">{difference.code}</span> <Money fen={difference.rollUp} /> ≠{' '}
            <Money fen={difference.postings} />
          </>
        ),
      });
    },
    onError: (cause) => message.error(toProblem(cause).message),
  });
  if (!can('ledger:verify')) return null;
  return (
    <Button loading={verify.isPending} onClick={() => verify.mutate()}>
      {text('ledger.verify')}
    </Button>
  );
}
