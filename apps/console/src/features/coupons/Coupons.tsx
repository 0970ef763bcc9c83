import { PlusOutlined } from '@ant-design/icons';
import {
  type Column,
  DataTable,
  DateTime,
  type Filter,
  type ItemOf,
  Money,
  PageHead,
  priceText,
  StateTag,
  StatusTag,
  useList,
  useSession,
  useWord,
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
    <>
      <PageHead title={text('coupons.title')} hint={text('coupons.hint')} extra={add} />
      <DataTable
        id="coupons"
        label={text('coupons.title')}
        list={list}
        columns={useColumns()}
        filters={filters}
        rowKey={(batch) => batch.id}
        rowLabel={(batch) => batch.name}
        openable
        empty={{ hint: text('coupons.empty'), action: add }}
      />
      <BatchDrawer batch={opened} onClose={() => list.open(undefined)} />
      <BatchForm open={adding} onClose={() => setAdding(false)} />
    </>
  );
}

function useColumns(): Column<Batch>[] {
  const text = useAppText();
  const word = useWord();
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
    {
      key: 'rule',
      title: text('coupons.rule'),
      render: (batch) => word('couponRule', batch.rule),
      text: (batch) => word('couponRule', batch.rule),
    },
    {
      key: 'bearer',
      title: text('coupons.bearer'),
      render: (batch) => word('bearer', batch.bearer),
      text: (batch) => word('bearer', batch.bearer),
      phone: 'none',
    },
    {
      key: 'progress',
      title: text('coupons.progress'),
      align: 'end',
      render: (batch) => <span className="lk-figures">{`${batch.used} / ${batch.claimed} / ${batch.quantity}`}</span>,
      text: (batch) => `${batch.used}/${batch.claimed}/${batch.quantity}`,
    },
    {
      key: 'state',
      title: text('fields.state'),
      render: (batch) => <StateTag kind="couponBatch" value={batch.state} />,
      text: (batch) => word('couponBatch', batch.state),
      phone: 'aside',
    },
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
