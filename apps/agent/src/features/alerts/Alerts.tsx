import type { AlertKind } from '@latchkey/contract';
import { call, EmptyState, Loaded, StatusTag, TimeAgo, type Tone, toProblem, useSession, useWord } from '@latchkey/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { App, Button, Segmented } from 'antd';
import type { DeskAlert } from '../../live/use-open-alerts.ts';
import { useAppText } from '../../texts.ts';
import './alerts.css';

type Show = 'open' | 'help' | 'all';

/** Calls for a person, open ones first; the first to take one owns it. */
export function Alerts() {
  const text = useAppText();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { show?: Show };
  const show: Show = search.show ?? 'open';
  const alerts = useQuery({
    queryKey: ['alerts', 'list', show === 'all'],
    queryFn: () => call('GET /staff/alerts', { query: { limit: 100, ...(show === 'all' ? {} : { open: 'true' }) } }),
    refetchInterval: 30_000,
  });
  return (
    <>
      <Segmented<Show>
        block
        size="large"
        aria-label={text('alerts.title')}
        className="alerts-show"
        value={show}
        onChange={(next) => void navigate({ to: '.', search: { show: next } as never })}
        options={[
          { value: 'open', label: text('alerts.open') },
          { value: 'help', label: text('alerts.help') },
          { value: 'all', label: text('alerts.all') },
        ]}
      />
      <Loaded query={alerts}>{({ items }) => <List alerts={items.filter((alert) => wanted(alert, show))} />}</Loaded>
    </>
  );
}

const HELP: readonly AlertKind[] = ['help', 'exit_request', 'emergency'];

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

const TONES: Partial<Record<AlertKind, Tone>> = { entry: 'live', exit_request: 'live', overstay: 'live' };

function AlertRow(props: { alert: DeskAlert }) {
  const text = useAppText();
  const word = useWord();
  const navigate = useNavigate();
  const { alert } = props;
  const show = () => {
    const sheet = alert.visitId ? { visit: alert.visitId } : { store: alert.storeId };
    void navigate({ to: '.', search: ((before: Record<string, string>) => ({ ...before, ...sheet })) as never });
  };
  const untaken = !alert.takenBy && !alert.closedAt;
  return (
    <div className={`alert-row${untaken ? ' alert-row-open' : ''}`}>
      <button type="button" className="alert-what" onClick={show}>
        <span className="alert-line">
          <StatusTag tone={alert.closedAt ? 'neutral' : (TONES[alert.kind] ?? 'danger')}>
            {word('alert', alert.kind)}
          </StatusTag>
          <strong>{alert.storeName}</strong>
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
      <Button type="primary" size="large" loading={take.isPending} onClick={() => take.mutate()}>
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
