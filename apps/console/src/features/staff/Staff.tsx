import { PlusOutlined } from '@ant-design/icons';
import {
  type Column,
  DataTable,
  DateTime,
  type Filter,
  type ItemOf,
  MaskedText,
  PageHead,
  StateTag,
  StatusTag,
  useList,
  useSession,
  useWord,
  useWordOptions,
} from '@latchkey/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { useRoleName, useRoles } from './roles.ts';
import { StaffDrawer } from './StaffDrawer.tsx';
import { StaffForm } from './StaffForm.tsx';

export type StaffMember = ItemOf<'GET /staff/staff'>;

export function Staff() {
  const text = useAppText();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const list = useList({ key: 'staff', route: 'GET /staff/staff', filters: ['search', 'state', 'roleId'] });
  const roles = useRoles();
  const roleName = useRoleName();
  const filters: Filter[] = [
    { kind: 'text', keys: ['search'], label: text('staff.search') },
    { kind: 'choice', keys: ['state'], label: text('fields.state'), options: useWordOptions('staff') },
  ];
  if (roles.length > 0) {
    const options = roles.map((role) => ({ value: role.id, label: roleName(role) }));
    filters.push({ kind: 'choice', keys: ['roleId'], label: text('staff.roles'), options });
  }
  const mayAdd = can('staff:edit') && can('roles');
  const add = mayAdd && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {text('staff.add')}
    </Button>
  );
  return (
    <>
      <PageHead title={text('staff.title')} hint={text('staff.hint')} extra={add} />
      <DataTable
        id="staff"
        label={text('staff.title')}
        list={list}
        columns={useColumns()}
        filters={filters}
        rowKey={(person) => person.id}
        rowLabel={(person) => person.name}
        rowTone={(person) => (person.state === 'frozen' ? 'danger' : undefined)}
        openable
        empty={{ hint: text('staff.empty'), action: add }}
      />
      <StaffDrawer id={list.search.open} onClose={() => list.open(undefined)} />
      <StaffForm open={adding} person={null} onClose={() => setAdding(false)} />
    </>
  );
}

function useColumns(): Column<StaffMember>[] {
  const text = useAppText();
  const word = useWord();
  const roleName = useRoleName();
  const rolesText = (person: StaffMember) => person.roles.map(roleName).join('、');
  return [
    {
      key: 'name',
      title: text('staff.name'),
      render: (person) => (
        <span className="console-stack">
          <strong>{person.name}</strong>
          <span className="lk-faint lk-mono">{person.loginName}</span>
        </span>
      ),
      text: (person) => person.name,
      phone: 'title',
    },
    { key: 'roles', title: text('staff.roles'), render: rolesText, text: rolesText },
    {
      key: 'scope',
      title: text('staff.scope'),
      render: (person) => word('scope', person.scope.kind),
      text: (person) => word('scope', person.scope.kind),
    },
    {
      key: 'phone',
      title: text('fields.phone'),
      render: (person) => <MaskedText value={person.phone} />,
      text: (person) => person.phone ?? '',
      phone: 'none',
    },
    {
      key: 'totp',
      title: text('staff.totp'),
      render: (person) => (
        <StatusTag tone={person.totpEnabled ? 'ok' : 'neutral'}>
          {text(person.totpEnabled ? 'staff.totpOn' : 'staff.totpOff')}
        </StatusTag>
      ),
      text: (person) => text(person.totpEnabled ? 'staff.totpOn' : 'staff.totpOff'),
      phone: 'none',
    },
    {
      key: 'state',
      title: text('fields.state'),
      render: (person) => <StateTag kind="staff" value={person.state} />,
      text: (person) => word('staff', person.state),
      phone: 'aside',
    },
    {
      key: 'lastSignInAt',
      title: text('staff.lastSignInAt'),
      render: (person) => <DateTime at={person.lastSignInAt} />,
      text: (person) => person.lastSignInAt ?? '',
    },
  ];
}
