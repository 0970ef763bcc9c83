import { PlusOutlined } from '@ant-design/icons';
import { call, Loaded, PageHead, Section, StatusTag, useSession, useWord } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { type Role, type RoleList, usePermissionText } from './permission-text.ts';
import { RoleForm } from './RoleForm.tsx';
import './roles.css';

/** Presets × permissions as one matrix, custom roles beside them. The menu tree is the product's own: read-only. */
export function Roles() {
  const text = useAppText();
  const { can } = useSession();
  const [form, setForm] = useState<{ role: Role | null } | null>(null);
  const roles = useQuery({ queryKey: ['roles'], queryFn: () => call('GET /staff/roles') });
  return (
    <>
      <PageHead
        title={text('roles.title')}
        hint={text('roles.hint')}
        extra={
          can('roles:edit') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setForm({ role: null })}>
              {text('roles.add')}
            </Button>
          )
        }
      />
      <Loaded query={roles}>
        {(data) => (
          <>
            <Section title={text('roles.all')}>
              <RoleCards roles={data.items} onEdit={can('roles:edit') ? (role) => setForm({ role }) : undefined} />
            </Section>
            <Section title={text('roles.matrix')}>
              <Matrix list={data} />
            </Section>
            <RoleForm
              open={form !== null}
              role={form?.role ?? null}
              catalogue={data.catalogue}
              onClose={() => setForm(null)}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

function RoleCards(props: { roles: readonly Role[]; onEdit?: (role: Role) => void }) {
  const text = useAppText();
  const word = useWord();
  return (
    <ul className="role-cards">
      {props.roles.map((role) => (
        <li key={role.id} className="console-need">
          <span className="console-stack" style={{ flex: 1 }}>
            <strong>{role.preset ? word('role', role.preset) : role.name}</strong>
            <span className="lk-faint">
              {text('roles.counts', { people: role.staffCount, permissions: role.permissions.length })}
            </span>
          </span>
          {role.preset ? (
            <StatusTag tone="neutral">{text('roles.preset')}</StatusTag>
          ) : (
            props.onEdit && <Button onClick={() => props.onEdit?.(role)}>{text('fields.edit')}</Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Matrix(props: { list: RoleList }) {
  const text = useAppText();
  const word = useWord();
  const permissionText = usePermissionText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable from the keyboard.
    <div className="console-matrix" tabIndex={0}>
      <table className="role-matrix" aria-label={text('roles.matrix')}>
        <thead>
          <tr>
            <th scope="col">{text('roles.permission')}</th>
            {props.list.items.map((role) => (
              <th key={role.id} scope="col">
                <span>{role.preset ? word('role', role.preset) : role.name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.list.catalogue.flatMap((menu) =>
            menu.permissions.map((permission) => (
              <tr key={permission} className={permission.includes(':') ? undefined : 'role-menu'}>
                <th scope="row">{permissionText(permission)}</th>
                {props.list.items.map((role) => (
                  <td key={role.id}>
                    {role.permissions.includes(permission) ? (
                      <span className="role-yes" role="img" aria-label={text('fields.yes')} />
                    ) : (
                      <span className="lk-visually-hidden">{text('fields.no')}</span>
                    )}
                  </td>
                ))}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}
