import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { Body } from '@latchkey/client';
import { call, FormDrawer, PriceInput } from '@latchkey/ui';
import { Button, DatePicker, Form, Select, Switch } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useEntityOptions } from '../../choices/entities.ts';
import { useAppText } from '../../texts.ts';
import type { Plan } from './Balances.tsx';

type PlanInput = Body<'POST /staff/top-up-plans'>;
interface Draft {
  entityId: string;
  tiers: { amount: number; gift: number | null }[];
  free: boolean;
  least: number | null;
  most: number | null;
  validFrom: Dayjs;
  validTo: Dayjs | null;
}

/** A new version begins with the terms of the one in force. */
export function PlanForm(props: { open: boolean; before: Plan | null; onClose: () => void }) {
  const text = useAppText();
  const { before } = props;
  return (
    <FormDrawer<Draft>
      open={props.open}
      title={text('balances.add')}
      initial={{
        entityId: before?.entity.id,
        tiers: before?.tiers ?? [
          { amount: 10_000, gift: 1_000 },
          { amount: 30_000, gift: 5_000 },
        ],
        free: before ? before.freeAmount !== null : true,
        least: before?.freeAmount?.least ?? 1_000,
        most: before?.freeAmount?.most ?? 500_000,
        validFrom: dayjs(),
        validTo: null,
      }}
      save={(draft) => call('POST /staff/top-up-plans', { body: inputOf(draft) })}
      stale={['balances']}
      onClose={props.onClose}
      width={560}
    >
      <Fields />
    </FormDrawer>
  );
}

function inputOf(draft: Draft): PlanInput {
  return {
    entityId: draft.entityId,
    tiers: draft.tiers.map(({ amount, gift }) => ({ amount, gift: gift ?? 0 })),
    freeAmount: draft.free ? { least: draft.least ?? 0, most: draft.most ?? 0 } : null,
    validFrom: draft.validFrom.toISOString(),
    validTo: draft.validTo?.toISOString() ?? null,
  };
}

function Fields() {
  const text = useAppText();
  const free = Form.useWatch('free', Form.useFormInstance<Draft>());
  const required = [{ required: true, message: text('fields.required') }];
  return (
    <>
      <Form.Item name="entityId" label={text('balances.entity')} rules={required} extra={text('balances.entityHint')}>
        <Select options={useEntityOptions()} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.List name="tiers">
        {(fields, { add, remove }) => (
          <Form.Item label={text('balances.tiers')} required>
            {fields.map((field) => (
              <div key={field.key} className="console-row" style={{ alignItems: 'start', flexWrap: 'nowrap' }}>
                <Form.Item name={[field.name, 'amount']} rules={required} label={text('balances.amount')}>
                  <PriceInput />
                </Form.Item>
                <Form.Item name={[field.name, 'gift']} label={text('balances.gift')}>
                  <PriceInput />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={text('balances.removeTier')}
                  disabled={fields.length === 1}
                  style={{ marginBlockStart: 30 }}
                  onClick={() => remove(field.name)}
                />
              </div>
            ))}
            <Button
              icon={<PlusOutlined />}
              disabled={fields.length >= 12}
              onClick={() => add({ amount: null, gift: null })}
            >
              {text('balances.addTier')}
            </Button>
          </Form.Item>
        )}
      </Form.List>
      <Form.Item
        name="free"
        label={text('balances.freeAmount')}
        valuePropName="checked"
        extra={text('balances.freeHint')}
      >
        <Switch />
      </Form.Item>
      {free && (
        <div className="console-row" style={{ alignItems: 'start' }}>
          <Form.Item name="least" label={text('balances.least')} rules={required}>
            <PriceInput />
          </Form.Item>
          <Form.Item name="most" label={text('balances.most')} rules={required}>
            <PriceInput />
          </Form.Item>
        </div>
      )}
      <div className="console-row" style={{ alignItems: 'start' }}>
        <Form.Item name="validFrom" label={text('balances.validFrom')} rules={required}>
          <DatePicker showTime />
        </Form.Item>
        <Form.Item name="validTo" label={text('balances.validTo')}>
          <DatePicker showTime placeholder={text('balances.untilFurther')} />
        </Form.Item>
      </div>
    </>
  );
}
