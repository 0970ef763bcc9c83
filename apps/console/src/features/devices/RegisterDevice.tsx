import type { Body } from '@latchkey/client';
import { call, showFieldError, toProblem, useWordOptions } from '@latchkey/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useStoreOptions } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { SecretDialog } from './SecretDialog.tsx';

type DeviceInput = Body<'POST /staff/devices'>;

export function RegisterDevice(props: { open: boolean; onClose: () => void }) {
  const text = useAppText();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<DeviceInput>();
  const [failure, setFailure] = useState<string | null>(null);
  const [made, setMade] = useState<{ code: string; secret: string } | null>(null);
  const register = useMutation({
    mutationFn: (body: DeviceInput) => call('POST /staff/devices', { body }),
    onSuccess: async ({ device, secret }) => {
      await queryClient.invalidateQueries({ queryKey: ['devices'] });
      props.onClose();
      setMade({ code: device.code, secret });
    },
    onError: (cause) => {
      if (!showFieldError(form, cause)) setFailure(toProblem(cause).message);
    },
  });
  const submit = (values: DeviceInput) => {
    setFailure(null);
    const blank = { model: values.model || null, ipAddress: values.ipAddress || null, storeId: values.storeId ?? null };
    register.mutate({ kind: values.kind, name: values.name, ...blank, ...(values.code ? { code: values.code } : {}) });
  };
  return (
    <>
      <Modal
        open={props.open}
        title={text('devices.add')}
        okText={text('devices.register')}
        confirmLoading={register.isPending}
        onCancel={props.onClose}
        onOk={form.submit}
        destroyOnHidden
      >
        {failure && <Alert type="error" showIcon role="alert" title={failure} className="console-verdict" />}
        <Form form={form} layout="vertical" preserve={false} requiredMark={false} onFinish={submit}>
          <Fields />
        </Form>
      </Modal>
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
