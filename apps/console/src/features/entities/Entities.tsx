import { PlusOutlined } from '@ant-design/icons';
import {
  type Column,
  DateTime,
  DetailDrawer,
  Facts,
  type Filter,
  type ItemOf,
  ListPage,
  MaskedText,
  useColumnKit,
  useList,
  useSession,
} from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { EntityForm } from './EntityForm.tsx';

export type Entity = ItemOf<'GET /staff/entities'>;

export function Entities() {
  const text = useAppText();
  const { can } = useSession();
  const [form, setForm] = useState<{ entity: Entity | null } | null>(null);
  const list = useList({ key: 'entities', route: 'GET /staff/entities', filters: ['search'] });
  const filters: Filter[] = [{ kind: 'text', keys: ['search'], label: text('entities.search') }];
  const opened = list.rows?.find((entity) => entity.id === list.search.open);
  const add = can('entities:edit') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setForm({ entity: null })}>
      {text('entities.add')}
    </Button>
  );
  return (
    <ListPage
      id="entities"
      title={text('entities.title')}
      hint={text('entities.hint')}
      add={add}
      list={list}
      columns={useColumns()}
      filters={filters}
      openable
      empty={text('entities.empty')}
    >
      <DetailDrawer
        open={opened !== undefined}
        onClose={() => list.open(undefined)}
        title={opened?.name ?? text('entities.title')}
        extra={
          opened &&
          can('entities:edit') && <Button onClick={() => setForm({ entity: opened })}>{text('fields.edit')}</Button>
        }
        width={560}
      >
        {opened && <EntityFacts entity={opened} />}
      </DetailDrawer>
      <EntityForm open={form !== null} entity={form?.entity ?? null} onClose={() => setForm(null)} />
    </ListPage>
  );
}

function EntityFacts(props: { entity: Entity }) {
  const text = useAppText();
  const { can } = useSession();
  const { entity } = props;
  return (
    <Facts
      facts={[
        {
          label: text('entities.stores'),
          value: can('stores') ? (
            <Link to="/stores" search={{ entityId: entity.id } as never}>
              {text('entities.storeCount', { n: entity.storeCount })}
            </Link>
          ) : (
            entity.storeCount
          ),
        },
        { label: text('stores.serviceFee'), value: `${(entity.serviceFee / 100).toFixed(2)} %` },
        { label: text('entities.channelFee'), value: text(`entities.bearer_${entity.channelFeeBearer}`) },
        { label: text('entities.contactName'), value: entity.contactName ?? '—' },
        { label: text('entities.contactPhone'), value: <MaskedText value={entity.contactPhone} /> },
        { label: text('entities.licence'), value: <span className="lk-mono">{entity.licenceNumber ?? '—'}</span> },
        { label: text('entities.payoutAccount'), value: <MaskedText value={entity.payoutAccount} /> },
        { label: text('fields.createdAt'), value: <DateTime at={entity.createdAt} style="day" /> },
      ]}
    />
  );
}

function useColumns(): Column<Entity>[] {
  const col = useColumnKit<Entity>();
  const text = useAppText();
  return [
    {
      key: 'name',
      title: text('fields.entity'),
      render: (entity) => <strong>{entity.name}</strong>,
      text: (entity) => entity.name,
      phone: 'title',
    },
    col.count('stores', text('entities.stores'), (entity) => entity.storeCount),
    {
      key: 'fee',
      title: text('stores.serviceFee'),
      align: 'end',
      render: (entity) => <span className="lk-figures">{(entity.serviceFee / 100).toFixed(2)} %</span>,
      text: (entity) => (entity.serviceFee / 100).toFixed(2),
    },
    col.text('contact', text('entities.contactName'), (entity) => entity.contactName),
    col.code('licence', text('entities.licence'), (entity) => entity.licenceNumber),
    {
      key: 'createdAt',
      title: text('fields.createdAt'),
      render: (entity) => <DateTime at={entity.createdAt} style="day" />,
      text: (entity) => entity.createdAt,
      phone: 'none',
    },
  ];
}
