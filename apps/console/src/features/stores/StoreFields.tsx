import { Section, useWordOptions } from '@latchkey/ui';
import { Button, Form, Input, InputNumber, Radio, Select, Switch } from 'antd';
import { useEntityOptions } from '../../choices/entities.ts';
import { useRegionOptions } from '../../choices/regions.ts';
import { PictureField } from '../../pictures/PictureField.tsx';
import { useAppText } from '../../texts.ts';
import { ExceptionFields } from './ExceptionFields.tsx';
import { PlaceOnMap } from './PlaceOnMap.tsx';
import { parseSpans } from './week-plan.ts';
import { useWeekdays } from './weekdays.ts';

export function StoreFields() {
  const text = useAppText();
  const required = [{ required: true, message: text('fields.required') }];
  const filled = [{ required: true, whitespace: true, message: text('fields.required') }];
  return (
    <>
      <Section plain title={text('stores.basics')}>
        <Form.Item name="name" label={text('stores.name')} rules={filled}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="kind" label={text('stores.kind')} rules={required}>
          <Radio.Group options={useWordOptions('storeKind')} />
        </Form.Item>
        <Form.Item name="entityId" label={text('fields.entity')} rules={required}>
          <Select options={useEntityOptions()} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="regionId" label={text('fields.region')}>
          <Select allowClear options={useRegionOptions()} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="phone" label={text('entities.contactPhone')}>
          <Input maxLength={20} inputMode="tel" />
        </Form.Item>
        <Form.Item name="servicePercent" label={text('stores.serviceFee')} extra={text('stores.feeHint')}>
          <InputNumber min={0} max={100} precision={2} suffix="%" style={{ width: 160 }} />
        </Form.Item>
      </Section>
      <Section plain title={text('stores.place')}>
        <Form.Item name="city" label={text('stores.city')} rules={filled}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="address" label={text('stores.address')} rules={filled}>
          <Input maxLength={200} />
        </Form.Item>
        <PlaceOnMap />
        <div className="console-row" style={{ alignItems: 'start' }}>
          <Form.Item name="longitude" label={text('stores.longitude')} rules={required}>
            <InputNumber min={-180} max={180} step={0.0001} style={{ width: 160 }} />
          </Form.Item>
          <Form.Item name="latitude" label={text('stores.latitude')} rules={required}>
            <InputNumber min={-90} max={90} step={0.0001} style={{ width: 160 }} />
          </Form.Item>
        </div>
        <Form.Item name="zone" label={text('stores.zone')} rules={required}>
          <Select
            showSearch
            options={Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))}
          />
        </Form.Item>
      </Section>
      <Section plain title={text('pictures.title')}>
        <Form.Item name="gallery">
          <PictureField purpose="store" most={12} />
        </Form.Item>
      </Section>
      <Section plain title={text('stores.businessHours')}>
        <p className="lk-faint">{text('stores.hoursHint')}</p>
        <WeekFields name="hours" />
        <ExceptionFields name="hoursExceptions" />
      </Section>
      <Section plain title={text('stores.attended')}>
        <Form.Item name="attendedOwn" valuePropName="checked" extra={text('stores.attendedDefault')}>
          <Switch checkedChildren={text('stores.attendedOwn')} unCheckedChildren={text('stores.attendedPlatform')} />
        </Form.Item>
        <Form.Item noStyle shouldUpdate={(before, after) => before.attendedOwn !== after.attendedOwn}>
          {({ getFieldValue }) =>
            getFieldValue('attendedOwn') ? (
              <>
                <WeekFields name="attended" />
                <ExceptionFields name="attendedExceptions" />
              </>
            ) : null
          }
        </Form.Item>
      </Section>
      <Section plain title={text('stores.rules')}>
        <RuleFields />
      </Section>
    </>
  );
}

function RuleFields() {
  const text = useAppText();
  return (
    <>
      <Form.Item name="exitPolicy" required label={text('stores.exitPolicy')} extra={text('stores.exitHint')}>
        <Radio.Group
          options={[
            { value: 'agent', label: text('stores.exit_agent') },
            { value: 'auto', label: text('stores.exit_auto') },
          ]}
        />
      </Form.Item>
      <Form.Item name="capacity" label={text('stores.capacity')} extra={text('stores.capacityHint')}>
        <InputNumber min={1} max={1000} precision={0} style={{ width: 160 }} />
      </Form.Item>
      <Form.Item name="proximityMetres" label={text('stores.proximity')} extra={text('stores.proximityHint')}>
        <InputNumber min={20} max={5000} precision={0} suffix="m" style={{ width: 160 }} />
      </Form.Item>
      <Form.Item
        name="ageRestricted"
        required
        label={text('stores.ageRestricted')}
        valuePropName="checked"
        extra={text('stores.ageHint')}
      >
        <Switch />
      </Form.Item>
      <Form.Item name="facilities" label={text('stores.facilities')}>
        <Select mode="tags" maxCount={20} tokenSeparators={[',', '，', '、']} open={false} suffixIcon={null} />
      </Form.Item>
    </>
  );
}

/** One line a weekday, `08:00–12:00, 13:00–22:00`; Monday's can be copied to all. */
function WeekFields(props: { name: 'hours' | 'attended' }) {
  const text = useAppText();
  const form = Form.useFormInstance();
  const weekdays = useWeekdays();
  const copyMonday = () => {
    const monday = form.getFieldValue([props.name, 0]);
    form.setFieldValue(
      props.name,
      weekdays.map(() => monday),
    );
  };
  return (
    <>
      <p className="lk-faint">{text('stores.spanHint')}</p>
      {weekdays.map((weekday, index) => (
        <Form.Item
          key={weekday}
          name={[props.name, index]}
          label={weekday}
          required
          layout="horizontal"
          labelCol={{ flex: '64px' }}
          rules={[
            {
              validator: (_, value: string | undefined) =>
                parseSpans(value ?? '') ? Promise.resolve() : Promise.reject(text('stores.spanWrong')),
            },
          ]}
        >
          <Input placeholder={text('stores.closedAllDay')} />
        </Form.Item>
      ))}
      <Button type="link" onClick={copyMonday}>
        {text('stores.copyMonday')}
      </Button>
    </>
  );
}
