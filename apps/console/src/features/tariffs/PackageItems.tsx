import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { call } from '@latchkey/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { AutoComplete, Button, Form, InputNumber } from 'antd';
import { useAppText } from '../../texts.ts';

const menuKey = (storeId: string) => ['menus', storeId, 'public'];
const readMenu = (storeId: string) => call('GET /stores/:id/menu', { params: { id: storeId } });

/** The store's menu; empty until it is known, and for stores without one. */
export function useStoreMenu(storeId: string): readonly { id: string; name: string }[] {
  return useQuery({ queryKey: menuKey(storeId), queryFn: () => readMenu(storeId) }).data?.items ?? [];
}

/** A form keeps its saving from when it was opened; the menu is taken as it is known by then. */
export function useMenuAtSaving(storeId: string): () => readonly { id: string; name: string }[] {
  const queryClient = useQueryClient();
  useStoreMenu(storeId);
  return () => queryClient.getQueryData<Awaited<ReturnType<typeof readMenu>>>(menuKey(storeId))?.items ?? [];
}

/** BIL-4: what comes with a package, a line each; names of the menu are offered. */
export function PackageItems(props: { menu: readonly { name: string }[] }) {
  const text = useAppText();
  const filled = [{ required: true, whitespace: true, message: text('fields.required') }];
  return (
    <Form.Item label={text('tariffs.form.items')} extra={text('tariffs.form.itemsHint')}>
      <Form.List name="items">
        {(lines, { add, remove }) => (
          <div className="tariff-items">
            {lines.map(({ key, name }) => (
              <div key={key} className="tariff-item">
                <Form.Item name={[name, 'label']} rules={filled} noStyle>
                  <AutoComplete
                    maxLength={80}
                    aria-label={text('tariffs.form.items')}
                    options={props.menu.map((item) => ({ value: item.name }))}
                    showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
                  />
                </Form.Item>
                <Form.Item name={[name, 'quantity']} rules={[{ required: true }]} noStyle>
                  <InputNumber min={1} max={99} precision={0} aria-label={text('tariffs.form.quantity')} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={text('tariffs.form.removeItem')}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            {lines.length < 20 && (
              <Button icon={<PlusOutlined />} onClick={() => add({ label: '', quantity: 1 })}>
                {text('tariffs.form.addItem')}
              </Button>
            )}
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}
