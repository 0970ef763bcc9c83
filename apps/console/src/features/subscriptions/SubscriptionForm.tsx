import type { SubscriptionPurpose } from '@latchkey/contract';
import { call, FormDrawer } from '@latchkey/ui';
import { Form, Input, Switch } from 'antd';
import { useAppText } from '../../texts.ts';
import type { Template } from './Subscriptions.tsx';

type Slot = keyof Template['fields'];
const SLOTS: readonly Slot[] = ['number', 'store', 'state', 'amount', 'balance', 'time', 'note'];
const FIELD = /^(thing|character_string|phrase|amount|time)\d{1,2}$/;
type Draft = { templateId: string; enabled: boolean; fields: Partial<Record<Slot, string>> };

/** Takes over what WeChat's back office shows of a template: its id, and which of its fields tells what. */
export function SubscriptionForm(props: {
  purpose: SubscriptionPurpose | null;
  template: Template | undefined;
  onClose: () => void;
}) {
  const text = useAppText();
  const { purpose, template } = props;
  const save = (draft: Draft) => {
    const filled = Object.entries(draft.fields).flatMap(([slot, field]) => {
      const name = field?.trim();
      return name ? [[slot, name]] : [];
    });
    const body = {
      purpose: purpose ?? 'order',
      templateId: draft.templateId.trim(),
      fields: Object.fromEntries(filled),
      enabled: draft.enabled,
    };
    return call('PUT /staff/subscription-templates', { body });
  };
  return (
    <FormDrawer<Draft>
      open={purpose !== null}
      title={purpose === null ? '' : text(`subscriptions.purposes.${purpose}.title`)}
      initial={template ?? { templateId: '', enabled: true, fields: {} }}
      save={save}
      stale={['subscriptions']}
      onClose={props.onClose}
      width={520}
    >
      <Form.Item
        name="templateId"
        label={text('subscriptions.templateId')}
        extra={text('subscriptions.templateHint')}
        rules={[{ required: true, whitespace: true, message: text('fields.required') }]}
      >
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="enabled"
        label={text('subscriptions.enabled')}
        extra={text('subscriptions.enabledHint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <p className="lk-soft">{text('subscriptions.fieldsHint')}</p>
      {SLOTS.map((slot) => (
        <Form.Item
          key={slot}
          name={['fields', slot]}
          label={text(`subscriptions.slots.${slot}`)}
          rules={[{ pattern: FIELD, message: text('subscriptions.fieldWrong') }]}
        >
          <Input maxLength={24} autoComplete="off" placeholder="thing1" />
        </Form.Item>
      ))}
    </FormDrawer>
  );
}
