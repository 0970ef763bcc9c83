import { call, Section, toProblem } from '@latchkey/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useAppText } from '../../texts.ts';
import type { Batch } from './Coupons.tsx';

type Values = { memberId: string; reason: string };

/** Gives one coupon of the batch to one member, who is found by card number, name or phone tail. */
export function GrantCoupon(props: { batch: Batch }) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Values>();
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed.trim());
  const members = useQuery({
    queryKey: ['members', 'choice', wanted],
    queryFn: () => call('GET /staff/members', { query: { search: wanted, limit: 8 } }),
    enabled: wanted.length >= 2,
  });
  const grant = useMutation({
    mutationFn: ({ memberId, reason }: Values) =>
      call('POST /staff/coupon-batches/:id/grants', {
        params: { id: props.batch.id },
        body: { memberId, reason: reason.trim() },
      }),
    onSuccess: async () => {
      form.resetFields();
      await queryClient.invalidateQueries({ queryKey: ['coupons'] });
      message.success(text('coupons.granted'));
    },
  });
  return (
    <Section plain title={text('coupons.grant')}>
      {grant.error && <Alert type="error" showIcon role="alert" title={toProblem(grant.error).message} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => grant.mutate(values)}>
        <Form.Item
          name="memberId"
          label={text('fields.member')}
          rules={[{ required: true, message: text('fields.required') }]}
        >
          <Select
            showSearch={{ filterOption: false, onSearch: setTyped }}
            placeholder={text('members.search')}
            loading={members.isFetching}
            options={(members.data?.items ?? []).map((member) => ({
              value: member.id,
              label: [member.cardNumber, member.name, member.phone].filter(Boolean).join(' · '),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={text('fields.reason')}
          rules={[{ required: true, whitespace: true, message: text('fields.reasonRequired') }]}
        >
          <Input maxLength={500} />
        </Form.Item>
        <Button htmlType="submit" loading={grant.isPending}>
          {text('coupons.grant')}
        </Button>
      </Form>
    </Section>
  );
}
