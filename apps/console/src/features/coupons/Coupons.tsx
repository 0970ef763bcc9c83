import { PlusOutlined } from '@ant-design/icons';
import {
  type Column,
  DateTime,
  type Filter,
  type ItemOf,
  ListPage,
  Money,
  priceText,
  StatusTag,
  useColumnKit,
  useList,
  useSession,
  useWordOptions,
} from '@latchkey/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { BatchDrawer } from './BatchDrawer.tsx';
import { BatchForm } from './BatchForm.tsx';

export type Batch = ItemOf<'GET /staff/coupon-batches'>;

export function Coupons() {
  const text = useAppText();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const list = useList({ key: 'coupons', route: 'GET /staff/coupon-batches', filters: ['search', 'state'] });
  const filters: Filter[] = [
    { kind: 'text', keys: ['search'], label: text('coupons.search') },
    { kind: 'choice', keys: ['state'], label: text('fields.state'), options: useWordOptions('couponBatch') },
  ];
  const opened = list.rows?.find((batch) => batch.id === list.search.open);
  const add = can('coupons:edit') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {text('coupons.add')}
    </Button>
  );
  return (
    <ListPage
      id="coupons"
      title={text('coupons.title')}
      hint={text('coupons.hint')}
      add={add}
      list={list}
      columns={useColumns()}
      filters={filters}
      openable
      empty={text('coupons.empty')}
    >
      <BatchDrawer batch={opened} onClose={() => list.open(undefined)} />
      <BatchForm open={adding} onClose={() => setAdding(false)} />
    </ListPage>
  );
}

function useColumns(): Column<Batch>[] {
  const col = useColumnKit<Batch>();
  const text = useAppText();
  return [
    {
      key: 'name',
      title: text('coupons.name'),
      render: (batch) => (
        <span className="console-row">
          <strong>{batch.name}</strong>
          {batch.redPacket && <StatusTag tone="live">{text('coupons.redPacket')}</StatusTag>}
        </span>
      ),
      text: (batch) => batch.name,
      phone: 'title',
    },
    {
      key: 'value',
      title: text('coupons.value'),
      render: (batch) => (
        <span>
          <Money fen={batch.amount} />{' '}
          <span className="lk-faint">
            {thresholdText(batch, text('coupons.noThreshold'), (price) => text('coupons.above', { price }))}
          </span>
        </span>
      ),
      text: (batch) => priceText(batch.amount),
    },
    col.word('couponRule', 'rule', text('coupons.rule'), (batch) => batch.rule),
    col.word('bearer', 'bearer', text('coupons.bearer'), (batch) => batch.bearer, { phone: 'none' }),
    {
      key: 'progress',
      title: text('coupons.progress'),
      align: 'end',
      render: (batch) => <span className="lk-figures">{`${batch.used} / ${batch.claimed} / ${batch.quantity}`}</span>,
      text: (batch) => `${batch.used}/${batch.claimed}/${batch.quantity}`,
    },
    col.state('couponBatch', 'state', text('fields.state'), (batch) => batch.state, { phone: 'aside' }),
    {
      key: 'validTo',
      title: text('coupons.validTo'),
      render: (batch) => <DateTime at={batch.validTo} style="day" />,
      text: (batch) => batch.validTo,
    },
  ];
}

function thresholdText(batch: Batch, none: string, above: (price: string) => string): string {
  return batch.threshold > 0 ? above(priceText(batch.threshold)) : none;
}
