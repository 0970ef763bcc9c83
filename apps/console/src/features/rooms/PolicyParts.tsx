import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { PriceInput, Section } from '@latchkey/ui';
import { Button, Form, Input, InputNumber, Radio, Select } from 'antd';
import { type ConsoleKey, useAppText } from '../../texts.ts';

/** A whole number of a unit; a path leads into the terms of open sessions. */
export function Whole(props: {
  name: string | string[];
  label: ConsoleKey;
  unit: ConsoleKey;
  min: number;
  max: number;
}) {
  const text = useAppText();
  return (
    <Form.Item
      name={props.name}
      label={text(props.label)}
      rules={[{ required: true, message: text('fields.required') }]}
    >
      <InputNumber min={props.min} max={props.max} precision={0} suffix={text(props.unit)} />
    </Form.Item>
  );
}

/** BKG-10: levels that may book from further ahead. */
export function EarlyFields() {
  const text = useAppText();
  const required = [{ required: true, message: text('fields.required') }];
  return (
    <Form.List name="earlyHorizons">
      {(fields, { add, remove }) => (
        <fieldset className="room-early">
          <legend>{text('rooms.early')}</legend>
          {fields.map(({ key, name }) => (
            <div key={key} className="room-early-row">
              <Form.Item name={[name, 'level']} label={text('rooms.level')} rules={required}>
                <Input maxLength={40} />
              </Form.Item>
              <Form.Item name={[name, 'days']} label={text('rooms.horizon')} rules={required}>
                <InputNumber min={1} max={365} precision={0} suffix={text('rooms.day')} />
              </Form.Item>
              <Button
                type="text"
                danger
                icon={<DeleteOutlined />}
                aria-label={text('rooms.removeLevel', { n: name + 1 })}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          {fields.length < 10 && (
            <Button icon={<PlusOutlined />} onClick={() => add({ days: 30 })}>
              {text('rooms.addLevel')}
            </Button>
          )}
        </fieldset>
      )}
    </Form.List>
  );
}

/** BKG-17, BKG-18, BKG-23: cleaning, what is put on the bill, and power before and after people. */
export function CareFields() {
  const text = useAppText();
  return (
    <Section plain title={text('rooms.policyCare')}>
      <Form.Item name="cleaning" label={text('rooms.cleaningRule')}>
        <Radio.Group
          options={(['buffer', 'until_cleaned'] as const).map((value) => ({
            value,
            label: text(`rooms.cleaning_${value}`),
          }))}
        />
      </Form.Item>
      <div className="room-pair">
        <Whole name="precondition" label="rooms.precondition" unit="rooms.minute" min={0} max={120} />
        <Whole name="emptyOff" label="rooms.emptyOff" unit="rooms.minute" min={0} max={120} />
        <Form.Item name="energyPrice" label={text('rooms.energyPrice')}>
          <PriceInput />
        </Form.Item>
        <Form.Item name="menuTab" label={text('rooms.menuTab')} extra={text('rooms.menuTabHint')}>
          <PriceInput />
        </Form.Item>
      </div>
    </Section>
  );
}

/** BKG-15: sessions that begin now without an end. */
export function OpenFields() {
  const text = useAppText();
  return (
    <Section plain title={text('rooms.policyOpen')}>
      <div className="room-pair">
        <Whole name={['open', 'horizon']} label="rooms.openHorizon" unit="rooms.minute" min={30} max={1440} />
        <Whole name={['open', 'maximum']} label="rooms.maximum" unit="rooms.minute" min={30} max={1440} />
      </div>
      <Form.Item name={['open', 'whenUsedUp']} label={text('rooms.whenUsedUp')}>
        <Radio.Group
          options={(['end', 'go_on'] as const).map((value) => ({ value, label: text(`rooms.usedUp_${value}`) }))}
        />
      </Form.Item>
      <Form.Item name={['open', 'creditLevels']} label={text('rooms.creditLevels')}>
        <Select mode="tags" maxCount={20} tokenSeparators={[',', '，', '、']} open={false} suffixIcon={null} />
      </Form.Item>
    </Section>
  );
}
