import { call, toProblem } from '@latchkey/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Form, Input, Modal, Select } from 'antd';
import { useAppText } from '../../texts.ts';
import type { Region } from './Regions.tsx';
import { possibleParents } from './region-tree.ts';

type Values = { name: string; parentId?: string | null };

export function RegionForm(props: {
  editing: { region: Region | null; parentId: string | null } | null;
  regions: readonly Region[];
  onClose: () => void;
}) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Values>();
  const { editing } = props;
  const region = editing?.region ?? null;
  const save = useMutation({
    mutationFn: (values: Values) => {
      const body = { name: values.name.trim(), parentId: values.parentId ?? null };
      return region
        ? call('PUT /staff/regions/:id', { params: { id: region.id }, body })
        : call('POST /staff/regions', { body });
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['regions'] });
      message.success(text('fields.saved'));
      props.onClose();
    },
  });
  const parents = possibleParents(props.regions, region?.id ?? null);
  return (
    <Modal
      open={editing !== null}
      title={region ? text('regions.editOne', { name: region.name }) : text('regions.add')}
      okText={text('fields.save')}
      confirmLoading={save.isPending}
      onCancel={props.onClose}
      onOk={form.submit}
      afterClose={save.reset}
      destroyOnHidden
      width={440}
    >
      {save.error && <Alert type="error" showIcon role="alert" title={toProblem(save.error).message} />}
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        requiredMark={false}
        initialValues={{ name: region?.name, parentId: editing?.parentId }}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item
          name="name"
          label={text('regions.name')}
          rules={[{ required: true, whitespace: true, message: text('fields.required') }]}
        >
          <Input maxLength={80} autoFocus />
        </Form.Item>
        <Form.Item name="parentId" label={text('regions.parent')}>
          <Select
            allowClear
            placeholder={text('regions.top')}
            options={parents.map(({ id, name }) => ({ value: id, label: name }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
