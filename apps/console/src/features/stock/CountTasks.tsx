import { call, DateTime, type ItemOf, toProblem, useSession } from '@latchkey/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useZoneOf } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import './stock.css';

type Task = ItemOf<'GET /staff/stock/count-tasks'>;

/** INV-2: goods that were sold below what the books know: somebody goes and counts. */
export function CountTasks(props: { storeId: string | undefined }) {
  const text = useAppText();
  const { can } = useSession();
  const zoneOf = useZoneOf();
  const [counting, setCounting] = useState<Task>();
  const { storeId } = props;
  const tasks = useQuery({
    queryKey: ['stock', 'count-tasks', storeId ?? null],
    queryFn: () => call('GET /staff/stock/count-tasks', { query: { limit: 50, ...(storeId ? { storeId } : {}) } }),
  });
  const items = tasks.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="lk-card console-count-tasks" aria-label={text('stock.countTasks')}>
      <h2 className="console-count-title">{text('stock.countTasks')}</h2>
      <p className="lk-soft">{text('stock.countHint')}</p>
      <ul className="console-needs">
        {items.map((task) => (
          <li key={task.listingId} className="console-need">
            <span className="console-stack" style={{ flex: 1 }}>
              <span>{task.productName}</span>
              <span className="lk-faint">
                {task.storeName} · <DateTime at={task.since} zone={zoneOf(task.storeId)} />
              </span>
            </span>
            <span className="lk-figures console-count-books">{text('stock.books', { n: String(task.onHand) })}</span>
            {can('stock:adjust') && <Button onClick={() => setCounting(task)}>{text('stock.count')}</Button>}
          </li>
        ))}
      </ul>
      {counting && <CountDialog task={counting} onClose={() => setCounting(undefined)} />}
    </section>
  );
}

/** Takes what lies on the shelf and records the difference. */
function CountDialog(props: { task: Task; onClose: () => void }) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<{ counted: number; reason: string }>();
  const { task } = props;
  const counted = Form.useWatch('counted', form);
  const difference = typeof counted === 'number' ? counted - task.onHand : null;
  const record = useMutation({
    mutationFn: (values: { counted: number; reason: string }) =>
      call('POST /staff/stock/movements', {
        body: {
          storeId: task.storeId,
          kind: 'count',
          reason: values.reason.trim(),
          lines: [{ listingId: task.listingId, quantity: values.counted - task.onHand }],
        },
      }),
    onSuccess: async () => {
      await Promise.all(['stock', 'listings'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
      message.success(text('fields.saved'));
      props.onClose();
    },
  });
  return (
    <Modal
      open
      title={text('stock.countOf', { name: task.productName })}
      okText={text('stock.countConfirm')}
      confirmLoading={record.isPending}
      onCancel={props.onClose}
      onOk={form.submit}
      width={440}
    >
      <p className="lk-soft">{text('stock.books', { n: String(task.onHand) })}</p>
      {record.error && <Alert type="error" showIcon role="alert" title={toProblem(record.error).message} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ reason: text('stock.countReason') }}
        onFinish={(values) => record.mutate(values)}
      >
        <Form.Item
          name="counted"
          label={text('stock.counted')}
          rules={[{ required: true, message: text('fields.required') }]}
          extra={
            difference !== null && text('stock.difference', { n: difference > 0 ? `+${difference}` : `${difference}` })
          }
        >
          <InputNumber min={0} max={100_000} precision={0} autoFocus style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={text('fields.reason')}
          rules={[{ required: true, whitespace: true, message: text('fields.reasonRequired') }]}
        >
          <Input maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
