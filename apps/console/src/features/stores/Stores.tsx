import { PlusOutlined, QrcodeOutlined } from '@ant-design/icons';
import {
  type Column,
  type Filter,
  type ItemOf,
  ListPage,
  StateTag,
  useColumnKit,
  useList,
  useSession,
  useWord,
  useWordOptions,
} from '@latchkey/ui';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useEntityOptions } from '../../choices/entities.ts';
import { useRegionOptions } from '../../choices/regions.ts';
import { useAppText } from '../../texts.ts';
import { StoreDrawer } from './StoreDrawer.tsx';
import { StoreForm } from './StoreForm.tsx';

type Store = ItemOf<'GET /staff/stores'>;
const FILTERS = ['search', 'entityId', 'regionId', 'state', 'kind'];

export function Stores() {
  const text = useAppText();
  const { can } = useSession();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const list = useList({ key: 'stores', route: 'GET /staff/stores', filters: FILTERS });
  const filters: Filter[] = [
    { kind: 'text', keys: ['search'], label: text('stores.search') },
    { kind: 'choice', keys: ['state'], label: text('fields.state'), options: useWordOptions('store') },
    { kind: 'choice', keys: ['kind'], label: text('stores.kind'), options: useWordOptions('storeKind') },
    ...choiceIfAny('entityId', text('fields.entity'), useEntityOptions()),
    ...choiceIfAny('regionId', text('fields.region'), useRegionOptions()),
  ];
  const add = can('stores:edit') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {text('stores.add')}
    </Button>
  );
  return (
    <ListPage
      id="stores"
      title={text('stores.title')}
      hint={text('stores.hint')}
      add={add}
      extra={
        <Button icon={<QrcodeOutlined />} onClick={() => void navigate({ to: '/door-codes' as never })}>
          {text('stores.doorSheet')}
        </Button>
      }
      list={list}
      columns={useColumns()}
      filters={filters}
      rowTone={(store) => (store.lockdown ? 'danger' : store.insideNow > 0 ? 'live' : undefined)}
      openable
      empty={text('stores.empty')}
    >
      <StoreDrawer id={list.search.open} onClose={() => list.open(undefined)} />
      <StoreForm open={adding} store={null} onClose={() => setAdding(false)} onSaved={(store) => list.open(store.id)} />
    </ListPage>
  );
}

function choiceIfAny(key: string, label: string, options: { value: string; label: string }[]): Filter[] {
  return options.length > 0 ? [{ kind: 'choice', keys: [key], label, options }] : [];
}

function useColumns(): Column<Store>[] {
  const col = useColumnKit<Store>();
  const text = useAppText();
  const word = useWord();
  return [
    {
      key: 'name',
      title: text('fields.store'),
      render: (store) => (
        <span className="console-stack">
          <strong>{store.name}</strong>
          <span className="lk-faint">{store.number}</span>
        </span>
      ),
      text: (store) => store.name,
      phone: 'title',
    },
    col.text('city', text('stores.city'), (store) => store.city),
    col.word('storeKind', 'kind', text('stores.kind'), (store) => store.kind, { phone: 'none' }),
    col.text('entity', text('fields.entity'), (store) => store.entity.name),
    col.text('region', text('fields.region'), (store) => store.region?.name, { hiddenByDefault: true, phone: 'none' }),
    {
      key: 'state',
      title: text('fields.state'),
      render: (store) => (
        <span className="console-row">
          <StateTag kind="availability" value={store.availability} />
          {store.state === 'abnormal' && <StateTag kind="store" value={store.state} />}
        </span>
      ),
      text: (store) => word('availability', store.availability),
      phone: 'aside',
    },
    col.count('inside', text('stores.insideNow'), (store) => store.insideNow),
    {
      key: 'devices',
      title: text('stores.devices'),
      align: 'end',
      render: (store) => (
        <span className="lk-figures">
          {store.devicesOnline}/{store.deviceCount}
        </span>
      ),
      text: (store) => `${store.devicesOnline}/${store.deviceCount}`,
    },
    {
      key: 'agents',
      title: text('stores.agents'),
      render: (store) => store.agents.map((agent) => agent.name).join('、') || '—',
      text: (store) => store.agents.map((agent) => agent.name).join(' '),
      phone: 'none',
    },
    col.money('sales', text('stores.salesToday'), (store) => store.salesToday, { phone: 'aside' }),
  ];
}
