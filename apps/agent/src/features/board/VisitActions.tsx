import { FlagOutlined, LockOutlined, LogoutOutlined, UnlockOutlined } from '@ant-design/icons';
import { call, ReasonDialog } from '@latchkey/ui';
import { useState } from 'react';
import { ActionButton } from '../../acts/ActionButton.tsx';
import { useAct } from '../../acts/use-act.ts';
import type { BoardVisit } from '../../live/board.ts';
import { useAppText } from '../../texts.ts';

type Kind = 'open_door' | 'grant_exit' | 'lock_door' | 'mark_abnormal';

/** The four acts on a visit. Doors open at one touch; marking a person, or letting unpaid goods out unasked, asks why. */
export function VisitActions(props: { visit: BoardVisit; over: boolean }) {
  const text = useAppText();
  const [asking, setAsking] = useState<'mark' | 'exit' | null>(null);
  const { visit, over } = props;
  const send = (kind: Kind) => (note: string) =>
    call('POST /staff/desk/visits/:id/actions', {
      params: { id: visit.id },
      body: { kind, ...(note ? { note } : {}) },
    });
  const open = useAct(send('open_door'));
  const exit = useAct(send('grant_exit'));
  const lock = useAct(send('lock_door'));
  const mark = useAct(send('mark_abnormal'));
  const carriesUnpaid = (visit.cart?.quantity ?? 0) > 0 && visit.exitRequestedAt === null;
  const marked = visit.flags.includes('abnormal_member');
  return (
    <div className="acts">
      <ActionButton
        kind="grant_exit"
        act={exit}
        icon={<LogoutOutlined />}
        primary
        disabled={over}
        onPress={() => (carriesUnpaid ? setAsking('exit') : exit.start(''))}
      />
      <ActionButton
        kind="open_door"
        act={open}
        icon={<UnlockOutlined />}
        disabled={over}
        onPress={() => open.start('')}
      />
      <ActionButton kind="lock_door" act={lock} icon={<LockOutlined />} onPress={() => lock.start('')} />
      <ActionButton
        kind="mark_abnormal"
        act={mark}
        icon={<FlagOutlined />}
        danger
        disabled={marked}
        onPress={() => setAsking('mark')}
      />
      <ReasonDialog
        open={asking === 'mark'}
        title={text('acts.markTitle')}
        consequence={text('acts.markHint')}
        confirm={text('acts.markConfirm')}
        danger
        onClose={() => setAsking(null)}
        onConfirm={async (note) => mark.start(note)}
      />
      <ReasonDialog
        open={asking === 'exit'}
        title={text('acts.exitTitle')}
        consequence={text('acts.exitHint')}
        confirm={text('acts.exitConfirm')}
        danger
        onClose={() => setAsking(null)}
        onConfirm={async (note) => exit.start(note)}
      />
    </div>
  );
}
