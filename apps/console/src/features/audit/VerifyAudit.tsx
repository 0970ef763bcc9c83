import { call, toProblem, useSession } from '@latchkey/ui';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useAppText } from '../../texts.ts';

/** Walks the hash chain on demand and says what it found. */
export function VerifyAudit() {
  const text = useAppText();
  const { can } = useSession();
  const { modal, message } = App.useApp();
  const verify = useMutation({
    mutationFn: () => call('POST /staff/audit/verify'),
    onSuccess: (result) => {
      const content = (
        <>
          <p>{text('audit.verified', { entries: result.entries, unsealed: result.unsealed })}</p>
          {result.head && <p className="console-json">{result.head}</p>}
        </>
      );
      if (result.intact) modal.success({ title: text('audit.intact'), content });
      else modal.error({ title: text('audit.broken'), content: <p className="console-json">{result.firstBroken}</p> });
    },
    onError: (cause) => message.error(toProblem(cause).message),
  });
  if (!can('audit:verify')) return null;
  return (
    <Button loading={verify.isPending} onClick={() => verify.mutate()}>
      {text('audit.verify')}
    </Button>
  );
}
