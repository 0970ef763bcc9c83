import { PlusOutlined } from '@ant-design/icons';
import {
  type Column,
  DataTable,
  DateTime,
  DetailDrawer,
  Facts,
  type Filter,
  type ItemOf,
  MaskedText,
  PageHead,
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
    <>
      <PageHead title={text('entities.title')} hint={text('entities.hint')} extra={add} />
      <DataTable
        id="entities"
        label={text('entities.title')}
        list={list}
        columns={useColumns()}
        filters={filters}
        rowKey={(entity) => entity.id}
        rowLabel={(entity) => entity.name}
        openable
        empty={{ hint: text('entities.empty'), action: add }}
      />
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
    </>
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
  const text = useAppText();
  return [
    {
      key: 'name',
      title: text('fields.entity'),
      render: (entity) => <strong>{entity.name}</strong>,
      text: (entity) => entity.name,
      phone: 'title',
    },
    {
      key: 'stores',
      title: text('entities.stores'),
      align: 'end',
      render: (entity) => <span className="lk-figures">{entity.storeCount}</span>,
      text: (entity) => String(entity.storeCount),
    },
    {
      key: 'fee',
      title: text('stores.serviceFee'),
      align: 'end',
      render: (entity) => <span className="lk-figures">{(entity.serviceFee / 100).toFixed(2)} %</span>,
      text: (entity) => (entity.serviceFee / 100).toFixed(2),
    },
    {
      key: 'contact',
      title: text('entities.contactName'),
      render: (entity) => entity.contactName ?? '—',
      text: (entity) => entity.contactName ?? '',
    },
    {
      key: 'licence',
      title: text('entities.licence'),
      render: (entity) => <span className="lk-mono">{entity.licenceNumber ?? '—'}</span>,
      text: (entity) => entity.licenceNumber ?? '',
    },
    {
      key: 'createdAt',
      title: text('fields.createdAt'),
      render: (entity) => <DateTime at={entity.createdAt} style="day" />,
      text: (entity) => entity.createdAt,
      phone: 'none',
    },
  ];
}
