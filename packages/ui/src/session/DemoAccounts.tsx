import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { call } from '../http/call.ts';
import { useUiText } from '../i18n/use-text.ts';
import { useWord } from '../words/use-word.ts';

/** In demo mode only: the demo chain's sign-ins, one press each. Absent wherever the server has no demo. */
export function DemoAccounts(props: {
  app: 'console' | 'agent';
  onPick: (given: { loginName: string; password: string }) => void;
}) {
  const text = useUiText();
  const word = useWord();
  const platform = useQuery({
    queryKey: ['platform'],
    queryFn: () => call('GET /platform'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const demo = useQuery({
    queryKey: ['demo'],
    queryFn: () => call('GET /development/demo'),
    enabled: platform.data?.demo === true,
    retry: false,
  });
  const accounts = demo.data?.staff.filter((account) => account.app === props.app) ?? [];
  if (accounts.length === 0) return null;
  return (
    <section className="lk-demo" aria-label={text('session.demo')}>
      <p className="lk-faint">{text('session.demo')}</p>
      <div className="lk-demo-accounts">
        {accounts.map((account) => (
          <Button key={account.loginName} size="small" onClick={() => props.onPick(account)}>
            {word('role', account.role)} <span className="lk-faint">{account.loginName}</span>
          </Button>
        ))}
      </div>
    </section>
  );
}
