import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Switch } from 'antd';
import { useAppText } from '../../texts.ts';
import { type ExceptionDraft, parseSpans } from './week-plan.ts';
import './exception-fields.css';

type ListName = 'hoursExceptions' | 'attendedExceptions';

/** Days that differ from their weekday: a date, closed or its own spans, and why. */
export function ExceptionFields(props: { name: ListName }) {
  const text = useAppText();
  return (
    <Form.List name={props.name}>
      {(rows, { add, remove }) => (
        <fieldset className="exception-fields">
          <legend className="lk-soft">{text('stores.exceptions')}</legend>
          {rows.map((row) => (
            <ExceptionRow key={row.key} list={props.name} index={row.name} onRemove={() => remove(row.name)} />
          ))}
          <Button
            icon={<PlusOutlined />}
            disabled={rows.length >= 200}
            onClick={() => add({ date: '', closed: true, spans: '', reason: '' } satisfies ExceptionDraft)}
          >
            {text('stores.addException')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}

function ExceptionRow(props: { list: ListName; index: number; onRemove: () => void }) {
  const text = useAppText();
  const { list, index } = props;
  const form = Form.useFormInstance();
  const closed = Form.useWatch([list, index, 'closed'], form) as boolean | undefined;
  const twice = (date: string) =>
    (form.getFieldValue(list) as (ExceptionDraft | undefined)[]).filter((one) => one?.date === date).length > 1;
  return (
    <div className="exception-row">
      <Form.Item
        name={[index, 'date']}
        label={text('stores.exceptionDate')}
        rules={[
          { required: true, message: text('fields.required') },
          {
            validator: (_, date: string) =>
              date && twice(date) ? Promise.reject(text('stores.exceptionTwice')) : Promise.resolve(),
          },
        ]}
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item name={[index, 'closed']} required label={text('stores.closedAllDay')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {!closed && (
        <Form.Item
          name={[index, 'spans']}
          required
          label={text('stores.exceptionSpans')}
          rules={[
            {
              validator: (_, value: string | undefined) =>
                parseSpans(value ?? '')?.length
                  ? Promise.resolve()
                  : Promise.reject(text('stores.exceptionSpansWrong')),
            },
          ]}
        >
          <Input placeholder="08:00–12:00, 13:00–22:00" />
        </Form.Item>
      )}
      <Form.Item name={[index, 'reason']} label={text('stores.exceptionReason')}>
        <Input maxLength={60} />
      </Form.Item>
      <Button
        type="text"
        danger
        icon={<DeleteOutlined />}
        aria-label={text('stores.removeException')}
        onClick={props.onRemove}
      />
    </div>
  );
}
