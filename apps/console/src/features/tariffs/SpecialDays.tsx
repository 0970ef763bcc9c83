import { call, FormDrawer, Loaded, Section, StatusTag, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Segmented, Select, Switch } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { daySpans, type NamedDay } from './day-spans.ts';
import { useWeekdays } from './phrases.ts';

const YEARS = 2;

/** BIL-2: holidays and make-up workdays of this year and the next, and days that people set themselves. */
export function SpecialDays(props: { storeId: string }) {
  const text = useAppText();
  const { can } = useSession();
  const { storeId } = props;
  const first = new Date().getFullYear();
  const [year, setYear] = useState(first);
  const [setting, setSetting] = useState(false);
  const days = useQuery({
    queryKey: ['tariffs', storeId, 'special-days', year],
    queryFn: () => call('GET /staff/stores/:id/special-days', { params: { id: storeId }, query: { year } }),
  });
  return (
    <Section
      title={text('tariffs.days.title')}
      extra={
        <span className="console-row">
          <Segmented
            value={year}
            options={Array.from({ length: YEARS }, (_, index) => first + index)}
            onChange={setYear}
          />
          {can('tariffs:edit') && <Button onClick={() => setSetting(true)}>{text('tariffs.days.add')}</Button>}
        </span>
      }
    >
      <p className="lk-soft">{text('tariffs.days.hint')}</p>
      <Loaded query={days}>{(data) => <YearOfDays data={data} />}</Loaded>
      <DayForm storeId={storeId} open={setting} onClose={() => setSetting(false)} />
    </Section>
  );
}

type Year = Awaited<ReturnType<typeof call<'GET /staff/stores/:id/special-days'>>>;

function YearOfDays(props: { data: Year }) {
  const text = useAppText();
  const weekdays = useWeekdays();
  const { year, items } = props.data;
  const dateText = (day: NamedDay) => `${day.date.slice(5).replace('-', '/')} ${weekdays[day.weekday] ?? ''}`;
  return (
    <>
      {year.status === 'law_only' && (
        <Alert type="warning" showIcon title={text('tariffs.days.lawOnly', { year: year.year })} />
      )}
      {year.status === 'unknown' && (
        <Alert type="warning" showIcon title={text('tariffs.days.unknown', { year: year.year })} />
      )}
      {items.length === 0 && <p className="lk-soft">{text('tariffs.days.empty')}</p>}
      <ul className="tariff-days">
        {daySpans(items).map((day) => (
          <li key={day.date} className={`tariff-day-${day.type}`}>
            <span className="lk-figures">
              {day.last.date === day.date ? dateText(day) : `${dateText(day)} – ${dateText(day.last)}`}
            </span>
            <span>{day.label}</span>
            <span className="lk-faint">{text(`tariffs.dayTypes.${day.type}`)}</span>
            {day.source !== 'official' && (
              <StatusTag tone="info" quiet>
                {text(`tariffs.days.sources.${day.source}`)}
              </StatusTag>
            )}
          </li>
        ))}
      </ul>
      {year.source !== '' && <p className="lk-faint">{text('tariffs.days.source', { source: year.source })}</p>}
    </>
  );
}

interface Draft {
  date: string;
  type: Year['items'][number]['type'] | 'reset';
  label: string;
  everywhere: boolean;
}

function DayForm(props: { storeId: string; open: boolean; onClose: () => void }) {
  const text = useAppText();
  const { storeIds } = useSession();
  const required = [{ required: true, message: text('fields.required') }];
  const save = ({ date, type, label, everywhere }: Draft) => {
    const body = { date, label, type: type === 'reset' ? null : type };
    return everywhere
      ? call('PUT /staff/special-days', { body })
      : call('PUT /staff/stores/:id/special-days', { params: { id: props.storeId }, body });
  };
  return (
    <FormDrawer<Draft>
      open={props.open}
      title={text('tariffs.days.add')}
      initial={{ type: 'holiday', everywhere: false }}
      save={save}
      stale={['tariffs']}
      onClose={props.onClose}
    >
      <Form.Item name="date" label={text('tariffs.days.date')} rules={required}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="type" required label={text('tariffs.days.type')}>
        <Select
          options={[
            ...(['holiday', 'makeup_workday', 'workday', 'weekend'] as const).map((type) => ({
              value: type,
              label: text(`tariffs.dayTypes.${type}`),
            })),
            { value: 'reset', label: text('tariffs.days.reset') },
          ]}
        />
      </Form.Item>
      <Form.Item name="label" label={text('tariffs.days.label')} rules={[{ ...required[0], whitespace: true }]}>
        <Input maxLength={80} />
      </Form.Item>
      {storeIds === null && (
        <Form.Item name="everywhere" required label={text('tariffs.days.everywhere')} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
