import { Form, Input, Radio, Select } from 'antd';
import { useAppText } from '../../texts.ts';
import type { StoreTariff } from './api.ts';
import { useWeekdays } from './phrases.ts';

const KINDS = ['tea', 'mahjong', 'billiards', 'party', 'meeting', 'other'] as const;
const DAY_TYPES = ['workday', 'weekend', 'holiday', 'makeup_workday'] as const;

/** Rooms, kinds of rooms, or the whole store. */
export function PlaceFields(props: { tariff: StoreTariff; name: string }) {
  const text = useAppText();
  const { name, tariff } = props;
  const where = Form.useWatch([name, 'where'], Form.useFormInstance());
  const required = [{ required: true, message: text('fields.required') }];
  return (
    <>
      <Form.Item name={[name, 'where']} required label={text('tariffs.form.where')}>
        <Radio.Group
          options={[
            { value: 'store', label: text('tariffs.store') },
            { value: 'kinds', label: text('tariffs.form.whereKinds') },
            { value: 'rooms', label: text('tariffs.form.whereRooms') },
          ]}
        />
      </Form.Item>
      {where === 'kinds' && (
        <Form.Item name={[name, 'roomKindIds']} label={text('tariffs.form.kinds')} rules={required}>
          <Select
            mode="multiple"
            options={KINDS.map((kind) => ({ value: kind, label: text(`tariffs.kinds.${kind}`) }))}
          />
        </Form.Item>
      )}
      {where === 'rooms' && (
        <Form.Item name={[name, 'roomIds']} label={text('tariffs.form.rooms')} rules={required}>
          <Select mode="multiple" options={tariff.rooms.map((room) => ({ value: room.id, label: room.name }))} />
        </Form.Item>
      )}
    </>
  );
}

/** When, for whom and where something applies. */
export function ScopeFields(props: { tariff: StoreTariff; name: string }) {
  const text = useAppText();
  const weekdays = useWeekdays();
  const { name } = props;
  const any = text('tariffs.form.any');
  return (
    <>
      <PlaceFields tariff={props.tariff} name={name} />
      <Form.Item name={[name, 'weekdays']} label={text('tariffs.form.weekdays')}>
        <Select mode="multiple" placeholder={any} options={weekdays.map((label, value) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name={[name, 'dayTypes']} label={text('tariffs.form.dayTypes')}>
        <Select
          mode="multiple"
          placeholder={any}
          options={DAY_TYPES.map((type) => ({ value: type, label: text(`tariffs.dayTypes.${type}`) }))}
        />
      </Form.Item>
      <div className="tariff-pair">
        <Form.Item
          name={[name, 'from']}
          required
          label={text('tariffs.form.window')}
          extra={text('tariffs.form.windowHint')}
        >
          <Input type="time" />
        </Form.Item>
        <Form.Item name={[name, 'to']} required label={text('tariffs.form.dateTo')}>
          <Input type="time" />
        </Form.Item>
      </div>
      <div className="tariff-pair">
        <Form.Item name={[name, 'dateFrom']} label={`${text('tariffs.form.dates')} ${text('tariffs.form.dateFrom')}`}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name={[name, 'dateTo']} label={text('tariffs.form.dateTo')}>
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item
        name={[name, 'memberLevels']}
        label={text('tariffs.form.levels')}
        extra={text('tariffs.form.levelsHint')}
      >
        <Select mode="tags" placeholder={any} open={false} />
      </Form.Item>
    </>
  );
}
