import { call, FormDrawer, useWord } from '@latchkey/ui';
import { Checkbox, Form, Input } from 'antd';
import { useAppText } from '../../texts.ts';
import { type Role, type RoleList, usePermissionText } from './permission-text.ts';

type Values = { name: string; permissions: string[] };

export function RoleForm(props: {
  open: boolean;
  role: Role | null;
  catalogue: RoleList['catalogue'];
  onClose: () => void;
}) {
  const text = useAppText();
  const { role } = props;
  const save = async (values: Values) => {
    const body = { ...values, name: values.name.trim() };
    if (role) await call('PUT /staff/roles/:id', { params: { id: role.id }, body });
    else await call('POST /staff/roles', { body });
  };
  return (
    <FormDrawer<Values>
      open={props.open}
      title={text(role ? 'roles.edit' : 'roles.add')}
      initial={{ name: role?.name, permissions: role?.permissions ?? [] }}
      save={save}
      stale={['roles']}
      onClose={props.onClose}
    >
      <Form.Item
        name="name"
        label={text('roles.name')}
        rules={[{ required: true, whitespace: true, message: text('fields.required') }]}
      >
        <Input maxLength={80} autoFocus />
      </Form.Item>
      <Form.Item
        name="permissions"
        label={text('roles.permissions')}
        rules={[{ required: true, message: text('fields.required') }]}
      >
        <PermissionChoice catalogue={props.catalogue} />
      </Form.Item>
    </FormDrawer>
  );
}

/** By menu; an action brings its menu with it, and a menu takes its actions away. */
function PermissionChoice(props: {
  catalogue: RoleList['catalogue'];
  value?: string[];
  onChange?: (value: string[]) => void;
}) {
  const word = useWord();
  const permissionText = usePermissionText();
  const value = props.value ?? [];
  const toggle = (menu: string, permission: string, on: boolean) => {
    const wanted = on
      ? [...value, permission, menu]
      : value.filter((held) => held !== permission && !(permission === menu && held.startsWith(`${menu}:`)));
    props.onChange?.([...new Set(wanted)]);
  };
  return (
    <div>
      {props.catalogue.map(({ menu, permissions }) => (
        <fieldset key={menu} className="role-choice-menu">
          <legend className="lk-visually-hidden">{word('menu', menu)}</legend>
          {permissions.map((permission) => (
            <Checkbox
              key={permission}
              checked={value.includes(permission)}
              onChange={(event) => toggle(menu, permission, event.target.checked)}
            >
              {permissionText(permission)}
            </Checkbox>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
