import { call, toProblem } from '@latchkey/ui';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useAppText } from '../../texts.ts';

/** Proves on demand that stock equals the sum of its movements. */
export function VerifyStock() {
  const text = useAppText();
  const { modal, message } = App.useApp();
  const verify = useMutation({
    mutationFn: () => call('POST /staff/stock/verify'),
    onSuccess: (result) => {
      if (result.consistent) modal.success({ title: text('stock.consistent', { n: result.listings }) });
      else modal.error({ title: text('stock.inconsistent'), content: JSON.stringify(result.firstDifference) });
    },
    onError: (cause) => message.error(toProblem(cause).message),
  });
  return (
    <Button loading={verify.isPending} onClick={() => verify.mutate()}>
      {text('stock.verify')}
    </Button>
  );
}
