import type { Body } from '@latchkey/client';
import { call, FormDrawer, useWordOptions } from '@latchkey/ui';
import { Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { FirstPassword } from './FirstPassword.tsx';
import { useRoleName, useRoles } from './roles.ts';
import type { StaffDetail } from './StaffDrawer.tsx';
import { useScopeOptions } from './scope.ts';

type Draft = Body<'POST /staff/staff'>;
type Made = { loginName: string; password: string };

export function StaffForm(props: { open: boolean; person: StaffDetail | null; onClose: () => void }) {
  const text = useAppText();
  const [made, setMade] = useState<Made | null>(null);
  const { person } = props;
  const save = async ({ loginName, ...draft }: Draft): Promise<Made | null> => {
    const { phone, ...rest } = { ...draft, scope: { kind: draft.scope.kind, ids: draft.scope.ids ?? [] } };
    if (!person) {
      const created = await call('POST /staff/staff', { body: { ...rest, loginName, phone: phone || null } });
      return { loginName, password: created.password };
    }
    // The old number is masked and cannot be sent back: one that was not typed stays as it is.
    await call('PUT /staff/staff/:id', { params: { id: person.id }, body: { ...rest, ...(phone ? { phone } : {}) } });
    return null;
  };
  return (
    <>
      <FormDrawer<Draft, Made | null>
        open={props.open}
        title={person ? text('staff.editOne', { name: person.name }) : text('staff.add')}
        initial={
          person
            ? { name: person.name, phone: null, roleIds: person.roles.map((role) => role.id), scope: person.scope }
            : { scope: { kind: 'stores', ids: [] } }
        }
        save={save}
        stale={['staff', 'roles']}
        done={person ? undefined : null}
        onSaved={setMade}
        onClose={props.onClose}
        width={560}
      >
        <Fields person={person} />
      </FormDrawer>
      <FirstPassword
        loginName={made?.loginName ?? ''}
        password={made?.password ?? null}
        onClose={() => setMade(null)}
      />
    </>
  );
}

function Fields(props: { person: StaffDetail | null }) {
  const text = useAppText();
  const roleName = useRoleName();
  const form = Form.useFormInstance<Draft>();
  const kind = Form.useWatch(['scope', 'kind'], form);
  const scopeOptions = useScopeOptions(kind);
  const needsNames = kind === 'region' || kind === 'entity' || kind === 'stores';
  const required = [{ required: true, message: text('fields.required') }];
  return (
    <>
      {!props.person && (
        <Form.Item
          name="loginName"
          label={text('staff.loginName')}
          extra={text('staff.loginNameHint')}
          rules={[{ required: true, pattern: /^[a-z][a-z0-9._-]{2,31}$/, message: text('staff.loginNameHint') }]}
        >
          <Input maxLength={32} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
      )}
      <Form.Item
        name="name"
        label={text('staff.name')}
        rules={[{ required: true, whitespace: true, message: text('fields.required') }]}
      >
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item
        name="phone"
        label={text('fields.phone')}
        extra={props.person?.phone ? text('staff.phoneNow', { phone: props.person.phone }) : undefined}
        rules={[{ pattern: /^1[3-9]\d{9}$/, message: text('staff.phoneWrong') }]}
      >
        <Input maxLength={11} inputMode="tel" />
      </Form.Item>
      <Form.Item name="roleIds" label={text('staff.roles')} rules={required}>
        <Select
          mode="multiple"
          options={useRoles().map((role) => ({ value: role.id, label: roleName(role) }))}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Form.Item>
      <Form.Item name={['scope', 'kind']} required label={text('staff.scope')}>
        <Radio.Group options={useWordOptions('scope')} onChange={() => form.setFieldValue(['scope', 'ids'], [])} />
      </Form.Item>
      <Form.Item
        name={['scope', 'ids']}
        hidden={!needsNames}
        rules={needsNames ? required : []}
        label={text('staff.scopeNames')}
      >
        <Select mode="multiple" options={scopeOptions} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
    </>
  );
}
