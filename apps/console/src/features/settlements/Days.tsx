import { DownloadOutlined } from '@ant-design/icons';
import type { Answer } from '@latchkey/client';
import { call, EmptyState, Figure, Loaded, Money, PageHead, priceText } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { useRoomStoreOptions } from '../../choices/room-stores.ts';
import { useAppText } from '../../texts.ts';
import './settlements.css';

type Day = Answer<'GET /staff/booking-settlements/days'>['items'][number];
const PARTS = ['roomIncome', 'overtime', 'menu', 'refunded', 'net', 'depositsIn', 'depositsBack'] as const;

/** By store and local day, as the money moved: the same sums as the journals of that day. */
export function Days(props: {
  choice: ReactNode;
  search: Record<string, string>;
  onChange: (changes: Record<string, string | undefined>) => void;
}) {
  const text = useAppText();
  const { storeId, from, to } = props.search;
  const query = {
    ...(storeId === undefined ? {} : { storeId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const days = useQuery({
    queryKey: ['settlements', 'days', query],
    queryFn: () => call('GET /staff/booking-settlements/days', { query }),
  });
  const items = days.data?.items ?? [];
  return (
    <>
      <PageHead
        title={text('settlements.title')}
        hint={text('settlements.daysHint')}
        extra={
          <>
            {props.choice}
            <Select
              className="settlement-store"
              aria-label={text('fields.store')}
              placeholder={text('fields.store')}
              allowClear
              value={storeId}
              options={useRoomStoreOptions()}
              onChange={(value?: string) => props.onChange({ storeId: value })}
            />
            <Button
              icon={<DownloadOutlined />}
              disabled={items.length === 0}
              onClick={() =>
                save(items, (part) => text(`settlements.${part}`), [
                  text('fields.store'),
                  text('settlements.day'),
                  text('settlements.bookings'),
                ])
              }
            >
              CSV
            </Button>
          </>
        }
      />
      <Loaded query={days}>
        {({ items: rows }) =>
          rows.length === 0 ? (
            <EmptyState title={text('settlements.noDays')} hint={text('settlements.empty')} />
          ) : (
            <>
              <div className="console-figures">
                {(['roomIncome', 'overtime', 'menu', 'refunded', 'net'] as const).map((part) => (
                  <Figure key={part} label={text(`settlements.${part}`)}>
                    <Money fen={rows.reduce((sum, row) => sum + row[part], 0)} size="large" />
                  </Figure>
                ))}
              </div>
              <Table rows={rows} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Table(props: { rows: readonly Day[] }) {
  const text = useAppText();
  return (
    <section className="lk-card settlement-days">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached from the keyboard */}
      <section className="console-lines-scroll" tabIndex={0} aria-label={text('settlements.days')}>
        <table className="console-lines">
          <thead>
            <tr>
              <th>{text('settlements.day')}</th>
              <th>{text('fields.store')}</th>
              <th className="console-end">{text('settlements.bookings')}</th>
              {PARTS.map((part) => (
                <th key={part} className="console-end">
                  {text(`settlements.${part}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.map((row) => (
              <tr key={`${row.store.id} ${row.day}`}>
                <td className="lk-figures">{row.day}</td>
                <td>{row.store.name}</td>
                <td className="console-end lk-figures">{row.bookings}</td>
                {PARTS.map((part) => (
                  <td key={part} className="console-end">
                    <Money fen={row[part]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** What people typed never begins a formula. */
const cell = (value: string): string => `"${(/^[=+@]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

function save(rows: readonly Day[], name: (part: (typeof PARTS)[number]) => string, heads: readonly string[]): void {
  const lines = [
    [...heads, ...PARTS.map(name)],
    ...rows.map((row) => [
      row.store.name,
      row.day,
      String(row.bookings),
      ...PARTS.map((part) => priceText(row[part]).replace(/[^\d.-]/g, '')),
    ]),
  ];
  const body = lines.map((line) => line.map(cell).join(',')).join('\r\n');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`\uFEFF${body}`], { type: 'text/csv' }));
  link.download = 'room-settlements.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}
