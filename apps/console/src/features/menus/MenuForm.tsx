import { call, FormDrawer, PriceInput } from '@latchkey/ui';
import { AutoComplete, Form, Input, InputNumber, Select } from 'antd';
import { PictureField } from '../../pictures/PictureField.tsx';
import { useAppText } from '../../texts.ts';
import { type MenuInput, type MenuItem, type Option, useListingOptions } from './api.ts';
import { OptionFields } from './OptionFields.tsx';

interface Draft extends Omit<MenuInput, 'storeId' | 'image' | 'options'> {
  images: string[];
  options: Option[];
}

export function MenuForm(props: {
  storeId: string;
  item: MenuItem | null;
  categories: readonly string[];
  open: boolean;
  onClose: () => void;
}) {
  const text = useAppText();
  const { item, storeId } = props;
  return (
    <FormDrawer<Draft>
      open={props.open}
      title={item ? text('menus.editOne', { name: item.name }) : text('menus.add')}
      initial={draftOf(item)}
      save={(draft) => {
        const body = inputOf(draft);
        if (!item) return call('POST /staff/menu-items', { body: { ...body, storeId } });
        return call('PUT /staff/menu-items/:id', { params: { id: item.id }, body: { ...body, version: item.version } });
      }}
      stale={['menus']}
      onClose={props.onClose}
      width={600}
    >
      <Fields storeId={storeId} categories={props.categories} />
    </FormDrawer>
  );
}

function draftOf(item: MenuItem | null): Partial<Draft> {
  if (!item) return { preparation: 'staff', sort: 0, images: [], options: [] };
  const { category, name, description, price, options, preparation, sort } = item;
  const images = item.image === null ? [] : [item.image];
  return {
    category,
    name,
    description,
    price,
    options,
    preparation,
    sort,
    images,
    listingId: item.listing?.id ?? null,
  };
}

function inputOf(draft: Draft): Omit<MenuInput, 'storeId'> {
  const { category, name, price, preparation, sort } = draft;
  return {
    ...{ category, name, price, preparation, sort: sort ?? 0 },
    description: draft.description?.trim() || null,
    image: draft.images?.[0] ?? null,
    options: (draft.options ?? []).map((option) => ({
      ...option,
      choices: option.choices.map((choice) => ({ ...choice, surcharge: choice.surcharge ?? 0 })),
    })),
    listingId: draft.listingId ?? null,
  };
}

function Fields(props: { storeId: string; categories: readonly string[] }) {
  const text = useAppText();
  const required = [{ required: true, message: text('fields.required') }];
  const filled = [{ required: true, whitespace: true, message: text('fields.required') }];
  return (
    <>
      <Form.Item name="name" label={text('menus.name')} rules={filled}>
        <Input maxLength={80} />
      </Form.Item>
      <div className="menu-pair">
        <Form.Item name="category" label={text('menus.category')} extra={text('menus.categoryHint')} rules={filled}>
          <AutoComplete maxLength={80} options={props.categories.map((value) => ({ value }))} />
        </Form.Item>
        <Form.Item name="price" label={text('menus.price')} rules={required}>
          <PriceInput />
        </Form.Item>
        <Form.Item name="preparation" required label={text('menus.preparation')}>
          <Select options={(['staff', 'device'] as const).map((value) => ({ value, label: text(`menus.${value}`) }))} />
        </Form.Item>
        <Form.Item name="sort" label={text('menus.sort')}>
          <InputNumber min={0} max={10_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item name="description" label={text('menus.description')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
      <Form.Item name="images" label={text('menus.image')}>
        <PictureField purpose="store" most={1} />
      </Form.Item>
      <OptionFields />
      <Form.Item name="listingId" label={text('menus.listing')} extra={text('menus.listingHint')}>
        <Select allowClear options={useListingOptions(props.storeId)} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
    </>
  );
}
