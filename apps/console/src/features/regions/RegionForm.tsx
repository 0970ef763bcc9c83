import { call, FormDrawer } from '@latchkey/ui';
import { Form, Input, Select } from 'antd';
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
  const { editing } = props;
  const region = editing?.region ?? null;
  const save = (values: Values) => {
    const body = { name: values.name.trim(), parentId: values.parentId ?? null };
    if (!region) return call('POST /staff/regions', { body });
    return call('PUT /staff/regions/:id', { params: { id: region.id }, body });
  };
  const parents = possibleParents(props.regions, region?.id ?? null);
  return (
    <FormDrawer<Values>
      open={editing !== null}
      title={region ? text('regions.editOne', { name: region.name }) : text('regions.add')}
      initial={{ name: region?.name, parentId: editing?.parentId }}
      save={save}
      stale={['regions']}
      onClose={props.onClose}
      width={440}
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
    </FormDrawer>
  );
}
