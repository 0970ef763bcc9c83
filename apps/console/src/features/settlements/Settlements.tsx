import { ListPage, useList } from '@latchkey/ui';
import { Segmented } from 'antd';
import { useState } from 'react';
import { BookingDrawer } from '../../booking-parts/BookingDrawer.tsx';
import { useAppText } from '../../texts.ts';
import { useSettlementColumns, useSettlementFilters } from './columns.tsx';
import { Days } from './Days.tsx';

const FILTERS = ['search', 'storeId', 'roomId', 'settled', 'from', 'to'];

/** BKG-16: what sessions came to: each bill, and each day of each store, as the journals hold it. */
export function Settlements() {
  const text = useAppText();
  const [shown, setShown] = useState<'sessions' | 'days'>('sessions');
  const list = useList({ key: 'settlements', route: 'GET /staff/booking-settlements', filters: FILTERS });
  const choice = (
    <Segmented
      aria-label={text('settlements.shown')}
      value={shown}
      options={(['sessions', 'days'] as const).map((value) => ({ value, label: text(`settlements.${value}`) }))}
      onChange={setShown}
    />
  );
  const filters = useSettlementFilters(list.search.storeId);
  const columns = useSettlementColumns();
  if (shown === 'days') return <Days choice={choice} search={list.search} onChange={list.filter} />;
  return (
    <ListPage
      id="settlements"
      exportable="sessions"
      title={text('settlements.title')}
      hint={text('settlements.hint')}
      extra={choice}
      list={list}
      columns={columns}
      filters={filters}
      rowTone={(row) => (row.owed > 0 ? 'danger' : undefined)}
      openable
      empty={text('settlements.empty')}
    >
      <BookingDrawer id={list.search.open} onClose={() => list.open(undefined)} />
    </ListPage>
  );
}
