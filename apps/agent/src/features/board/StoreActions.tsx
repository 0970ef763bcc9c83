import { LockOutlined, UnlockOutlined } from '@ant-design/icons';
import { call, ReasonDialog } from '@latchkey/ui';
import { useState } from 'react';
import { ActionButton } from '../../acts/ActionButton.tsx';
import { useAct } from '../../acts/use-act.ts';
import type { BoardStore } from '../../live/board.ts';
import { useAppText } from '../../texts.ts';

type Kind = 'open_door' | 'lock_door';

/** Without a visit a reason is asked: it is all that the record will say. */
export function StoreActions(props: { store: BoardStore }) {
  const text = useAppText();
  const [asking, setAsking] = useState<Kind | null>(null);
  const params = { id: props.store.id };
  const open = useAct((note) =>
    call('POST /staff/desk/stores/:id/actions', { params, body: { kind: 'open_door', note } }),
  );
  const lock = useAct((note) =>
    call('POST /staff/desk/stores/:id/actions', { params, body: { kind: 'lock_door', note } }),
  );
  return (
    <div className="acts acts-two">
      <ActionButton
        kind="open_door"
        act={open}
        icon={<UnlockOutlined />}
        primary
        onPress={() => setAsking('open_door')}
      />
      <ActionButton kind="lock_door" act={lock} icon={<LockOutlined />} onPress={() => setAsking('lock_door')} />
      <ReasonDialog
        open={asking !== null}
        title={text(asking === 'lock_door' ? 'acts.lockStore' : 'acts.openStore', { name: props.store.name })}
        consequence={text(asking === 'lock_door' ? 'acts.lockHint' : 'acts.openHint')}
        confirm={text('acts.confirm')}
        onClose={() => setAsking(null)}
        onConfirm={async (note) => {
          (asking === 'lock_door' ? lock : open).start(note);
        }}
      />
    </div>
  );
}
