import type { Body } from '@latchkey/client';
import { call, FormDrawer, useWordOptions } from '@latchkey/ui';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useStoreOptions } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { SecretDialog } from './SecretDialog.tsx';

type DeviceInput = Body<'POST /staff/devices'>;
type Made = { code: string; secret: string };

export function RegisterDevice(props: { open: boolean; onClose: () => void }) {
  const text = useAppText();
  const [made, setMade] = useState<Made | null>(null);
  const save = async (values: DeviceInput): Promise<Made> => {
    const blank = { model: values.model || null, ipAddress: values.ipAddress || null, storeId: values.storeId ?? null };
    const body = { kind: values.kind, name: values.name, ...blank, ...(values.code ? { code: values.code } : {}) };
    const { device, secret } = await call('POST /staff/devices', { body });
    return { code: device.code, secret };
  };
  return (
    <>
      <FormDrawer<DeviceInput, Made>
        open={props.open}
        title={text('devices.add')}
        submit={text('devices.register')}
        save={save}
        stale={['devices']}
        done={null}
        onSaved={setMade}
        onClose={props.onClose}
        width={520}
      >
        <Fields />
      </FormDrawer>
      <SecretDialog secret={made?.secret ?? null} code={made?.code ?? ''} onClose={() => setMade(null)} />
    </>
  );
}

function Fields() {
  const text = useAppText();
  return (
    <>
      <Form.Item
        name="kind"
        label={text('devices.kind')}
        rules={[{ required: true, message: text('fields.required') }]}
      >
        <Select options={useWordOptions('deviceKind')} />
      </Form.Item>
      <Form.Item
        name="name"
        label={text('devices.name')}
        rules={[{ required: true, whitespace: true, message: text('fields.required') }]}
      >
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="storeId" label={text('fields.store')}>
        <Select allowClear options={useStoreOptions()} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item name="model" label={text('devices.model')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="ipAddress" label={text('devices.address')}>
        <Input maxLength={45} />
      </Form.Item>
      <Form.Item
        name="code"
        label={text('devices.code')}
        extra={text('devices.codeHint')}
        rules={[{ pattern: /^[a-z0-9-]{4,40}$/, message: text('devices.codeWrong') }]}
      >
        <Input maxLength={40} />
      </Form.Item>
    </>
  );
}
