import type { Body } from '@latchkey/client';
import { call, FormDrawer, PriceInput, useWord } from '@latchkey/ui';
import { DatePicker, Form, Input, InputNumber, Radio, Select, Switch } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useStoreOptions } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';

type BatchInput = Body<'POST /staff/coupon-batches'>;
type Draft = Omit<BatchInput, 'validFrom' | 'validTo'> & { period: [Dayjs, Dayjs] };

export function BatchForm(props: { open: boolean; onClose: () => void }) {
  const text = useAppText();
  return (
    <FormDrawer<Draft>
      open={props.open}
      title={text('coupons.add')}
      submit={text('coupons.createDraft')}
      done={text('coupons.created')}
      initial={{
        kind: 'threshold',
        redPacket: false,
        threshold: 0,
        quantity: 1000,
        perMember: 1,
        validDays: null,
        storeIds: [],
        stackable: false,
        bearer: 'platform',
        rule: 'manual',
        period: [dayjs().startOf('day'), dayjs().add(30, 'day').endOf('day')],
      }}
      save={(draft) => call('POST /staff/coupon-batches', { body: inputOf(draft) })}
      stale={['coupons']}
      onClose={props.onClose}
      width={600}
    >
      <Fields />
    </FormDrawer>
  );
}

function inputOf({ period, ...draft }: Draft): BatchInput {
  return {
    ...draft,
    threshold: draft.kind === 'threshold' ? (draft.threshold ?? 0) : 0,
    validDays: draft.validDays ?? null,
    storeIds: draft.storeIds ?? [],
    validFrom: period[0].startOf('day').toISOString(),
    validTo: period[1].endOf('day').toISOString(),
  };
}

function Fields() {
  const text = useAppText();
  const word = useWord();
  const form = Form.useFormInstance<Draft>();
  const kind = Form.useWatch('kind', form);
  const required = [{ required: true, message: text('fields.required') }];
  const options = (name: 'couponKind' | 'bearer' | 'couponRule', values: readonly string[]) =>
    values.map((value) => ({ value, label: word(name, value) }));
  return (
    <>
      <Form.Item
        name="name"
        label={text('coupons.name')}
        rules={[{ required: true, whitespace: true, message: text('fields.required') }]}
      >
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="kind" required label={text('coupons.kind')}>
        <Radio.Group options={options('couponKind', ['fixed', 'threshold'])} />
      </Form.Item>
      <div className="console-row" style={{ alignItems: 'start' }}>
        <Form.Item name="amount" label={text('coupons.value')} rules={required}>
          <PriceInput />
        </Form.Item>
        {kind === 'threshold' && (
          <Form.Item name="threshold" label={text('coupons.threshold')} rules={required}>
            <PriceInput />
          </Form.Item>
        )}
        <Form.Item name="redPacket" required label={text('coupons.redPacket')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <div className="console-row" style={{ alignItems: 'start' }}>
        <Form.Item name="quantity" label={text('coupons.quantity')} rules={required}>
          <InputNumber min={1} max={10_000_000} precision={0} />
        </Form.Item>
        <Form.Item name="perMember" label={text('coupons.perMember')} rules={required}>
          <InputNumber min={1} max={100} precision={0} />
        </Form.Item>
        <Form.Item name="validDays" label={text('coupons.validDays')}>
          <InputNumber min={1} max={730} precision={0} />
        </Form.Item>
      </div>
      <Form.Item name="period" label={text('coupons.period')} rules={required}>
        <DatePicker.RangePicker />
      </Form.Item>
      <Form.Item name="rule" required label={text('coupons.rule')}>
        <Radio.Group options={options('couponRule', ['manual', 'registration', 'batch'])} />
      </Form.Item>
      <Form.Item name="bearer" required label={text('coupons.bearer')}>
        <Radio.Group options={options('bearer', ['platform', 'store'])} />
      </Form.Item>
      <Form.Item name="storeIds" label={text('coupons.stores')}>
        <Select
          mode="multiple"
          placeholder={text('coupons.allStores')}
          options={useStoreOptions()}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Form.Item>
      <Form.Item name="stackable" required label={text('coupons.stackable')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  );
}
