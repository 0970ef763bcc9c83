import type { AlertKind } from '@latchkey/contract';
import {
  call,
  EmptyState,
  Loaded,
  StatusTag,
  TimeAgo,
  type Tone,
  toProblem,
  useNow,
  useSession,
  useWord,
} from '@latchkey/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { callsNow, type DeskAlert, inQueueOrder, isMarkedEntry } from '../../live/calls.ts';
import { useAppText } from '../../texts.ts';
import './alerts.css';

export type Show = 'open' | 'help' | 'all';

/** Calls for a person, the most urgent first; the first to take one owns it. */
export function AlertList(props: { show: Show }) {
  const { show } = props;
  const alerts = useQuery({
    queryKey: ['alerts', 'list', show === 'all'],
    queryFn: () => call('GET /staff/alerts', { query: { limit: 100, ...(show === 'all' ? {} : { open: 'true' }) } }),
    refetchInterval: 30_000,
  });
  return (
    <Loaded query={alerts}>
      {({ items }) => <List alerts={inQueueOrder(items.filter((alert) => wanted(alert, show)))} />}
    </Loaded>
  );
}

const HELP: readonly AlertKind[] = ['help', 'exit_request', 'emergency', 'forced_door'];

function wanted(alert: DeskAlert, show: Show): boolean {
  return show !== 'help' || HELP.includes(alert.kind);
}

function List(props: { alerts: readonly DeskAlert[] }) {
  const text = useAppText();
  if (props.alerts.length === 0) return <EmptyState title={text('alerts.empty')} hint={text('alerts.emptyHint')} />;
  return (
    <ul className="alerts lk-card">
      {props.alerts.map((alert) => (
        <li key={alert.id}>
          <AlertRow alert={alert} />
        </li>
      ))}
    </ul>
  );
}

function toneOf(alert: DeskAlert): Tone {
  if (alert.closedAt) return 'neutral';
  return isMarkedEntry(alert) ? 'danger' : (TONES[alert.kind] ?? 'danger');
}

const TONES: Partial<Record<AlertKind, Tone>> = { entry: 'live', exit_request: 'live', overstay: 'live' };

function AlertRow(props: { alert: DeskAlert }) {
  const text = useAppText();
  const word = useWord();
  const navigate = useNavigate();
  const { alert } = props;
  const show = () => {
    const sheet = alert.visitId ? { visit: alert.visitId } : { store: alert.storeId };
    void navigate({ to: '.', search: (({ show: tab }: Record<string, string>) => ({ show: tab, ...sheet })) as never });
  };
  const calls = callsNow(alert, useNow(5_000));
  return (
    <div className={`alert-row${calls ? ' alert-row-open' : ''}`} data-alert={alert.kind}>
      <button type="button" className="alert-what" onClick={show}>
        <span className="alert-line">
          <StatusTag tone={toneOf(alert)}>{word('alert', alert.kind)}</StatusTag>
          <strong>{alert.storeName}</strong>
          {calls && alert.escalation && (
            <StatusTag tone="danger">{text('alerts.escalated', { n: alert.escalation.level })}</StatusTag>
          )}
        </span>
        <span className="lk-soft">{[alert.memberName, detailText(alert, word)].filter(Boolean).join(' · ')}</span>
        <span className="lk-faint">
          <TimeAgo at={alert.createdAt} />
          {alert.takenBy && ` · ${text('alerts.takenBy', { name: alert.takenBy.name })}`}
          {alert.closedAt && ` · ${text('alerts.closed')}`}
        </span>
      </button>
      <AlertActs alert={alert} onTaken={show} />
    </div>
  );
}

/** `code` or `code: what the person wrote`; the code in words. */
function detailText(alert: DeskAlert, word: ReturnType<typeof useWord>): string | null {
  if (!alert.detail) return null;
  const [code = '', ...rest] = alert.detail.split(': ');
  return [word(alert.kind === 'help' ? 'helpReason' : 'code', code), rest.join(': ')].filter(Boolean).join('：');
}

function AlertActs(props: { alert: DeskAlert; onTaken: () => void }) {
  const text = useAppText();
  const { can, staff } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const { alert } = props;
  const params = { id: alert.id };
  const after = {
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['alerts'] }),
    onError: (cause: unknown) => void message.error(toProblem(cause).message),
  };
  const take = useMutation({
    mutationFn: () => call('POST /staff/alerts/:id/take', { params }),
    onSuccess: props.onTaken,
    ...after,
  });
  const close = useMutation({ mutationFn: () => call('POST /staff/alerts/:id/close', { params, body: {} }), ...after });
  if (!can('desk:act') || alert.closedAt) return null;
  if (!alert.takenBy) {
    return (
      <Button
        type={alert.kind === 'entry' && !isMarkedEntry(alert) ? 'default' : 'primary'}
        size="large"
        loading={take.isPending}
        onClick={() => take.mutate()}
      >
        {text('alerts.take')}
      </Button>
    );
  }
  if (alert.takenBy.id !== staff.id) return null;
  return (
    <Button size="large" loading={close.isPending} onClick={() => close.mutate()}>
      {text('alerts.close')}
    </Button>
  );
}
