import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useUiText } from '../i18n/use-text.ts';
import { readSavedFilters, type SavedFilter, storeSavedFilters } from './storage.ts';
import { activeFilters } from './url-state.ts';
import type { ListState } from './use-list.ts';

export function SavedFilters<Row>(props: { table: string; list: ListState<Row>; filterNames: readonly string[] }) {
  const text = useUiText();
  const [saved, setSaved] = useState(() => readSavedFilters(props.table));
  const [name, setName] = useState('');
  const current = activeFilters(props.list.search, props.filterNames);
  const keep = (next: SavedFilter[]) => {
    setSaved(next);
    storeSavedFilters(props.table, next);
  };
  const save = () => {
    keep([...saved.filter((each) => each.name !== name.trim()), { name: name.trim(), search: current }]);
    setName('');
  };
  return (
    <div className="lk-saved">
      {saved.length === 0 && <p className="lk-faint">{text('table.savedEmpty')}</p>}
      {saved.map((each) => (
        <div key={each.name} className="lk-saved-row">
          <Button type="text" onClick={() => props.list.replace(each.search)}>
            {each.name}
          </Button>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={text('table.remove', { name: each.name })}
            onClick={() => keep(saved.filter((other) => other !== each))}
          />
        </div>
      ))}
      {Object.keys(current).length > 0 && (
        <Space.Compact>
          <Input
            aria-label={text('table.savedName')}
            placeholder={text('table.savedName')}
            maxLength={30}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="primary" disabled={name.trim() === ''} onClick={save}>
            {text('table.saveCurrent')}
          </Button>
        </Space.Compact>
      )}
    </div>
  );
}
