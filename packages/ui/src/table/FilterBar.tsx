import { FilterOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import { useUiText } from '../i18n/use-text.ts';
import { useBreakpoint } from '../shell/use-breakpoint.ts';
import { dayOf, endOfDay, HEADQUARTERS_ZONE, startOfDay } from './store-days.ts';
import { activeFilters, type ListSearch } from './url-state.ts';

const DAY = 'YYYY-MM-DD';

export type Filter =
  | { kind: 'text'; keys: [string]; label: string }
  | { kind: 'choice'; keys: [string]; label: string; options: readonly { value: string; label: string }[] }
  /** Two instants in the address; on screen whole days of the calendar of `zone`, of headquarters without one. */
  | { kind: 'days'; keys: [from: string, to: string]; label: string; zone?: string | undefined };

export function FilterBar(props: {
  filters: readonly Filter[];
  search: ListSearch;
  onChange: (changes: Record<string, string | undefined>) => void;
}) {
  const text = useUiText();
  const names = props.filters.flatMap((filter) => filter.keys);
  const active = Object.keys(activeFilters(props.search, names));
  const phone = useBreakpoint() === 'phone';
  const [opened, setOpened] = useState(false);
  const first = props.filters[0];
  const folded = phone && !opened && props.filters.length > 2;
  const shown = folded ? (first?.kind === 'text' ? [first] : []) : props.filters;
  return (
    <search className="lk-filters" aria-label={text('table.filters')}>
      {shown.map((filter) => (
        <FilterControl key={filter.keys[0]} filter={filter} search={props.search} onChange={props.onChange} />
      ))}
      {folded && (
        <Button icon={<FilterOutlined />} className="lk-filter-more" onClick={() => setOpened(true)}>
          {text('table.filters')}
        </Button>
      )}
      {active.length > 0 && (
        <Button type="text" onClick={() => props.onChange(Object.fromEntries(active.map((name) => [name, undefined])))}>
          {text('table.clear')}
        </Button>
      )}
    </search>
  );
}

function FilterControl(props: {
  filter: Filter;
  search: ListSearch;
  onChange: (changes: Record<string, string | undefined>) => void;
}) {
  const { filter, search, onChange } = props;
  const text = useUiText();
  if (filter.kind === 'text') {
    const [key] = filter.keys;
    return (
      <TextFilter label={filter.label} value={search[key] ?? ''} onCommit={(value) => onChange({ [key]: value })} />
    );
  }
  if (filter.kind === 'choice') {
    const [key] = filter.keys;
    return (
      <Select
        className="lk-filter-choice"
        aria-label={filter.label}
        placeholder={filter.label}
        allowClear
        showSearch={filter.options.length > 8 ? { optionFilterProp: 'label' } : false}
        popupMatchSelectWidth={false}
        value={search[key]}
        options={filter.options.map((option) => ({ ...option }))}
        onChange={(value?: string) => onChange({ [key]: value })}
      />
    );
  }
  const [from, to] = filter.keys;
  const zone = filter.zone ?? HEADQUARTERS_ZONE;
  const shown = (key: string) => (search[key] ? dayjs(dayOf(search[key], zone)) : null);
  return (
    <DatePicker.RangePicker
      className="lk-filter-days"
      aria-label={filter.label}
      allowEmpty={[true, true]}
      placeholder={[text('table.from'), text('table.to')]}
      value={[shown(from), shown(to)]}
      onChange={(days) =>
        onChange({
          [from]: days?.[0] ? startOfDay(days[0].format(DAY), zone) : undefined,
          [to]: days?.[1] ? endOfDay(days[1].format(DAY), zone) : undefined,
        })
      }
    />
  );
}

const SETTLE_MS = 350;

/** Types freely; the address follows when the hand rests, or at once on Enter. */
function TextFilter(props: { label: string; value: string; onCommit: (value: string) => void }) {
  const { value, onCommit } = props;
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onCommit(typed.trim()), SETTLE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <Input
      className="lk-filter-text"
      aria-label={props.label}
      placeholder={props.label}
      prefix={<SearchOutlined aria-hidden="true" />}
      allowClear
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => onCommit(typed.trim())}
    />
  );
}
