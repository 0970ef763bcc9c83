import type { Body } from '@latchkey/client';
import { call, Section, toProblem, useWord } from '@latchkey/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Select } from 'antd';
import { useAppText } from '../../texts.ts';
import type { Listing } from './Listings.tsx';

type Movement = Body<'POST /staff/stock/movements'>;
type Values = { kind: Movement['kind']; quantity: number; reason: string };
const KINDS: readonly Movement['kind'][] = ['receive', 'damage', 'expire', 'count'];

/** One movement of this listing: received, written off, or the difference that a count found. */
export function AdjustStock(props: { listing: Listing }) {
  const text = useAppText();
  const word = useWord();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Values>();
  const { listing } = props;
  const record = useMutation({
    mutationFn: (values: Values) =>
      call('POST /staff/stock/movements', {
        body: {
          storeId: listing.storeId,
          kind: values.kind,
          reason: values.reason.trim(),
          lines: [{ listingId: listing.id, quantity: values.quantity }],
        },
      }),
    onSuccess: async () => {
      form.resetFields();
      await Promise.all(['listings', 'stock'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
      message.success(text('fields.saved'));
    },
  });
  const kind = Form.useWatch('kind', form);
  return (
    <Section plain title={text('listings.adjust')}>
      {record.error && <Alert type="error" showIcon role="alert" title={toProblem(record.error).message} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'receive' }}
        onFinish={(values) => record.mutate(values)}
      >
        <div className="console-row" style={{ alignItems: 'start' }}>
          <Form.Item name="kind" label={text('stock.kind')}>
            <Select
              style={{ width: 140 }}
              options={KINDS.map((value) => ({ value, label: word('movement', value) }))}
            />
          </Form.Item>
          <Form.Item
            name="quantity"
            label={text(kind === 'count' ? 'listings.difference' : 'stock.quantity')}
            rules={[{ required: true, message: text('fields.required') }]}
          >
            <InputNumber min={kind === 'count' ? -100_000 : 1} max={100_000} precision={0} style={{ width: 140 }} />
          </Form.Item>
        </div>
        <Form.Item
          name="reason"
          label={text('fields.reason')}
          rules={[{ required: true, whitespace: true, message: text('fields.reasonRequired') }]}
        >
          <Input maxLength={500} />
        </Form.Item>
        <Button htmlType="submit" loading={record.isPending}>
          {text('listings.record')}
        </Button>
      </Form>
    </Section>
  );
}
