import { call, EmptyState, toProblem, useSession } from '@latchkey/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import type { StoreDetail } from './api.ts';

export function StoreAgents(props: { store: StoreDetail }) {
  const text = useAppText();
  const { can } = useSession();
  const { store } = props;
  if (can('stores:edit') && can('staff')) return <Binding store={store} />;
  if (store.agents.length === 0) return <EmptyState title={text('stores.noAgents')} />;
  return (
    <ul className="console-needs">
      {store.agents.map((agent) => (
        <li key={agent.id} className="console-need">
          {agent.name}
        </li>
      ))}
    </ul>
  );
}

function Binding(props: { store: StoreDetail }) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const { store } = props;
  const bound = store.agents.map((agent) => agent.id);
  const [chosen, setChosen] = useState(bound);
  const staff = useQuery({
    queryKey: ['staff', 'choice'],
    queryFn: () => call('GET /staff/staff', { query: { state: 'active', limit: 100 } }),
  });
  const agents = (staff.data?.items ?? []).filter((person) => person.roles.some((role) => role.preset === 'agent'));
  const names = new Map([...agents, ...store.agents].map((agent) => [agent.id, agent.name]));
  const save = useMutation({
    mutationFn: () => call('PUT /staff/stores/:id/agents', { params: { id: store.id }, body: { agentIds: chosen } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['stores'] });
      message.success(text('fields.saved'));
    },
    onError: (cause) => message.error(toProblem(cause).message),
  });
  const changed = chosen.length !== bound.length || chosen.some((id) => !bound.includes(id));
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      <p className="lk-soft">{text('stores.agentsHint')}</p>
      <Select
        mode="multiple"
        aria-label={text('stores.agents')}
        placeholder={text('stores.noAgents')}
        value={chosen}
        onChange={setChosen}
        options={[...names].map(([value, label]) => ({ value, label }))}
        showSearch={{ optionFilterProp: 'label' }}
      />
      <span>
        <Button type="primary" disabled={!changed} loading={save.isPending} onClick={() => save.mutate()}>
          {text('fields.save')}
        </Button>
      </span>
    </div>
  );
}
