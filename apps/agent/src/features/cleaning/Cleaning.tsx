import type { Answer } from '@latchkey/client';
import {
  call,
  DateTime,
  EmptyState,
  Loaded,
  ReasonDialog,
  StateTag,
  toProblem,
  useNow,
  useSession,
} from '@latchkey/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { minutesSince } from '../../live/minutes.ts';
import { useAppText } from '../../texts.ts';
import './cleaning.css';

type Task = Answer<'GET /staff/cleaning-tasks'>['items'][number];
const KEY = ['cleaning'];

/** BKG-17: rooms to clean, the most pressing on top; made for a phone in one hand. */
export function Cleaning() {
  const text = useAppText();
  const [show, setShow] = useState<'open' | 'done'>('open');
  const tasks = useQuery({
    queryKey: [...KEY, show],
    queryFn: () =>
      call('GET /staff/cleaning-tasks', {
        query: { limit: 50, ...(show === 'done' ? { state: 'done' as const } : {}) },
      }),
    refetchInterval: 10_000,
  });
  return (
    <div className="cleaning">
      <Segmented<'open' | 'done'>
        block
        size="large"
        aria-label={text('cleaning.title')}
        value={show}
        onChange={setShow}
        options={[
          { value: 'open', label: text('cleaning.open') },
          { value: 'done', label: text('cleaning.done') },
        ]}
      />
      <Loaded query={tasks}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={text('cleaning.empty')} hint={text('cleaning.emptyHint')} />
          ) : (
            <ul className="cleaning-list">
              {[...items].sort(pressing).map((task) => (
                <li
                  key={task.id}
                  className={`lk-card cleaning-task${task.late ? ' cleaning-late' : ''}`}
                  data-task={task.id}
                >
                  <TaskCard task={task} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}

/** Late ones first, then by the next booking, then the oldest. */
const pressing = (a: Task, b: Task): number =>
  Number(b.late) - Number(a.late) ||
  (a.nextAt ?? '9').localeCompare(b.nextAt ?? '9') ||
  a.createdAt.localeCompare(b.createdAt);

function TaskCard({ task }: { task: Task }) {
  const text = useAppText();
  const now = useNow(10_000);
  const { zone } = task.store;
  return (
    <>
      <span className="cleaning-line">
        <strong className="cleaning-room">{task.room.name}</strong>
        <StateTag kind="cleaning" value={task.state} />
      </span>
      <span className="lk-soft">{task.store.name}</span>
      <span className="lk-soft lk-figures">
        {task.closedAt ? (
          <DateTime at={task.closedAt} zone={zone} style="minute" />
        ) : (
          text('cleaning.waits', { n: minutesSince(task.createdAt, now) })
        )}
        {task.takenBy && ` · ${task.takenBy.name}`}
      </span>
      {task.nextAt && (
        <span className={task.late ? 'cleaning-next cleaning-next-late' : 'cleaning-next'}>
          {text('cleaning.next')} <DateTime at={task.nextAt} zone={zone} style="minute" />
        </span>
      )}
      {task.note && <p className="cleaning-note">{task.note}</p>}
      {task.state !== 'done' && <Acts task={task} />}
    </>
  );
}

function Acts({ task }: { task: Task }) {
  const text = useAppText();
  const { can, staff } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<'done' | 'cannot' | null>(null);
  const params = { id: task.id };
  const refresh = () => queryClient.invalidateQueries({ queryKey: KEY });
  const options = { onError: (cause: unknown) => message.error(toProblem(cause).message), onSettled: refresh };
  const take = useMutation({ mutationFn: () => call('POST /staff/cleaning-tasks/:id/take', { params }), ...options });
  const finish = useMutation({
    mutationFn: () => call('POST /staff/cleaning-tasks/:id/done', { params, body: {} }),
    ...options,
  });
  const tell = async (note: string) => {
    await (asking === 'done'
      ? call('POST /staff/cleaning-tasks/:id/done', { params, body: { note } })
      : call('POST /staff/cleaning-tasks/:id/cannot', { params, body: { note } }));
    await refresh();
  };
  if (!can('cleaning:work')) return null;
  const mine = task.state === 'taken' && task.takenBy?.id === staff.id;
  return (
    <div className="cleaning-acts">
      {mine ? (
        <Button
          type="primary"
          size="large"
          block
          loading={finish.isPending}
          onClick={() => finish.mutate()}
          data-finish
        >
          {text('cleaning.finish')}
        </Button>
      ) : (
        <Button type="primary" size="large" block loading={take.isPending} onClick={() => take.mutate()} data-take>
          {text(task.state === 'taken' ? 'cleaning.takeOver' : 'cleaning.take')}
        </Button>
      )}
      <div className="cleaning-more">
        <Button size="large" onClick={() => setAsking('done')}>
          {text('cleaning.finishNote')}
        </Button>
        <Button size="large" danger onClick={() => setAsking('cannot')} data-cannot>
          {text('cleaning.cannot')}
        </Button>
      </div>
      <ReasonDialog
        open={asking !== null}
        title={text(asking === 'done' ? 'cleaning.finishNote' : 'cleaning.cannot')}
        consequence={text(asking === 'done' ? 'cleaning.finishHint' : 'cleaning.cannotHint')}
        confirm={text(asking === 'done' ? 'cleaning.finish' : 'cleaning.cannot')}
        danger={asking === 'cannot'}
        onClose={() => setAsking(null)}
        onConfirm={tell}
      />
    </div>
  );
}
