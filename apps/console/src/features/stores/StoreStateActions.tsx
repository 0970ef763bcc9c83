import type { StoreState } from '@latchkey/contract';
import { call, ReasonDialog, useSession, useWord } from '@latchkey/ui';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import type { StoreDetail } from './api.ts';

type Act = { kind: 'lock' } | { kind: 'lift' } | { kind: 'state'; state: StoreState };
const STATES: readonly StoreState[] = ['open', 'closed', 'abnormal', 'suspended'];

export function StoreStateActions(props: { store: StoreDetail }) {
  const text = useAppText();
  const word = useWord();
  const { can } = useSession();
  const [act, setAct] = useState<Act | null>(null);
  const { store } = props;
  return (
    <span className="console-row">
      {can('stores:edit') && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: STATES.filter((state) => state !== store.state).map((state) => ({
              key: state,
              label: text('stores.setState', { state: word('store', state) }),
              onClick: () => setAct({ kind: 'state', state }),
            })),
          }}
        >
          <Button>{text('stores.changeState')}</Button>
        </Dropdown>
      )}
      {can('stores:lockdown') && (
        <Button danger={!store.lockdown} onClick={() => setAct({ kind: store.lockdown ? 'lift' : 'lock' })}>
          {text(store.lockdown ? 'stores.liftLockdown' : 'stores.lockdown')}
        </Button>
      )}
      <ActDialog store={store} act={act} onClose={() => setAct(null)} />
    </span>
  );
}

function ActDialog(props: { store: StoreDetail; act: Act | null; onClose: () => void }) {
  const text = useAppText();
  const word = useWord();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const { store, act } = props;
  const confirm = async (reason: string) => {
    const params = { id: store.id };
    if (act?.kind === 'lock') await call('POST /staff/stores/:id/lockdown', { params, body: { reason } });
    else if (act?.kind === 'lift') await call('DELETE /staff/stores/:id/lockdown', { params, body: { reason } });
    else if (act) await call('POST /staff/stores/:id/state', { params, body: { state: act.state, reason } });
    await queryClient.invalidateQueries({ queryKey: ['stores'] });
    message.success(text('fields.saved'));
  };
  const words = {
    lock: { title: text('stores.lockdown'), consequence: text('stores.lockdownHint') },
    lift: { title: text('stores.liftLockdown'), consequence: text('stores.liftHint') },
    state: {
      title: text('stores.setState', { state: act?.kind === 'state' ? word('store', act.state) : '' }),
      consequence: text('stores.stateHint'),
    },
  }[act?.kind ?? 'state'];
  return (
    <ReasonDialog
      open={act !== null}
      title={words.title}
      consequence={words.consequence}
      confirm={words.title}
      danger={act?.kind === 'lock'}
      onClose={props.onClose}
      onConfirm={confirm}
    />
  );
}
