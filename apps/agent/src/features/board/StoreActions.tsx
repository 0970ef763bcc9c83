import { LockOutlined, StopOutlined, ToolOutlined, UnlockOutlined } from '@ant-design/icons';
import { call, ReasonDialog, useSession } from '@latchkey/ui';
import { useState } from 'react';
import { ActionButton } from '../../acts/ActionButton.tsx';
import { useAct } from '../../acts/use-act.ts';
import type { BoardStore } from '../../live/board.ts';
import { type AgentKey, useAppText } from '../../texts.ts';

type Kind = 'open_door' | 'lock_door' | 'lockdown' | 'lift_lockdown' | 'report_fault';

const WORDS: Record<Kind, { title: AgentKey; hint: AgentKey; confirm: AgentKey }> = {
  open_door: { title: 'acts.openStore', hint: 'acts.openHint', confirm: 'acts.confirm' },
  lock_door: { title: 'acts.lockStore', hint: 'acts.lockHint', confirm: 'acts.confirm' },
  lockdown: { title: 'lockdown.set', hint: 'lockdown.setHint', confirm: 'lockdown.setConfirm' },
  lift_lockdown: { title: 'lockdown.lift', hint: 'lockdown.liftHint', confirm: 'lockdown.liftConfirm' },
  report_fault: { title: 'acts.reportFault', hint: 'acts.reportFaultHint', confirm: 'acts.reportFaultConfirm' },
};

/** Without a visit a reason is asked: it is all that the record will say. */
export function StoreActions(props: { store: BoardStore }) {
  const text = useAppText();
  const { can } = useSession();
  const [asking, setAsking] = useState<Kind | null>(null);
  const { store } = props;
  const params = { id: store.id };
  const send = (kind: Kind) => (note: string) =>
    call('POST /staff/desk/stores/:id/actions', { params, body: { kind, note } });
  const acts = {
    open_door: useAct(send('open_door')),
    lock_door: useAct(send('lock_door')),
    lockdown: useAct(send('lockdown')),
    lift_lockdown: useAct(send('lift_lockdown')),
    report_fault: useAct(send('report_fault')),
  };
  const lockdown = store.lockdown ? 'lift_lockdown' : 'lockdown';
  const words = asking && WORDS[asking];
  return (
    <div className="acts">
      <ActionButton
        kind="open_door"
        act={acts.open_door}
        icon={<UnlockOutlined />}
        primary
        onPress={() => setAsking('open_door')}
      />
      <ActionButton
        kind="lock_door"
        act={acts.lock_door}
        icon={<LockOutlined />}
        onPress={() => setAsking('lock_door')}
      />
      <ActionButton
        kind="report_fault"
        act={acts.report_fault}
        icon={<ToolOutlined />}
        wide={!can('stores:lockdown')}
        onPress={() => setAsking('report_fault')}
      />
      {can('stores:lockdown') && (
        <ActionButton
          key={lockdown}
          kind={lockdown}
          act={acts[lockdown]}
          icon={<StopOutlined />}
          danger
          onPress={() => setAsking(lockdown)}
        />
      )}
      <ReasonDialog
        open={asking !== null}
        title={words && text(words.title, { name: store.name })}
        consequence={words && text(words.hint)}
        confirm={text(words?.confirm ?? 'acts.confirm')}
        danger={asking === 'lockdown'}
        onClose={() => setAsking(null)}
        onConfirm={async (note) => {
          if (asking) acts[asking].start(note);
        }}
      />
    </div>
  );
}
