import { PlusOutlined } from '@ant-design/icons';
import {
  type Column,
  type Filter,
  type ItemOf,
  ListPage,
  StatusTag,
  useColumnKit,
  useList,
  useSession,
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
    <ListPage
      id="staff"
      title={text('staff.title')}
      hint={text('staff.hint')}
      add={add}
      list={list}
      columns={useColumns()}
      filters={filters}
      rowTone={(person) => (person.state === 'frozen' ? 'danger' : undefined)}
      openable
      empty={text('staff.empty')}
    >
      <StaffDrawer id={list.search.open} onClose={() => list.open(undefined)} />
      <StaffForm open={adding} person={null} onClose={() => setAdding(false)} />
    </ListPage>
  );
}

function useColumns(): Column<StaffMember>[] {
  const col = useColumnKit<StaffMember>();
  const text = useAppText();
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
    col.word('scope', 'scope', text('staff.scope'), (person) => person.scope.kind),
    col.masked('phone', text('fields.phone'), (person) => person.phone, { phone: 'none' }),
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
    col.state('staff', 'state', text('fields.state'), (person) => person.state, { phone: 'aside' }),
    col.time(
      'lastSignInAt',
      text('staff.lastSignInAt'),
      (person) => person.lastSignInAt,
      () => undefined,
    ),
  ];
}
