import { PlusOutlined } from '@ant-design/icons';
import {
  type Column,
  call,
  DataTable,
  DateTime,
  Figure,
  type ItemOf,
  Loaded,
  Money,
  PageHead,
  priceText,
  StatusTag,
  useList,
  useSession,
} from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { EndPlan } from './EndPlan.tsx';
import { PlanForm } from './PlanForm.tsx';

export type Plan = ItemOf<'GET /staff/top-up-plans'>;

/** PAY-11, PAY-13: what top-ups bring, by version, and what every issuing entity owes its members. */
export function Balances() {
  const text = useAppText();
  const { can } = useSession();
  const [writing, setWriting] = useState(false);
  const list = useList({ key: 'balances', route: 'GET /staff/top-up-plans', filters: [] });
  const inForce = list.rows?.find((plan) => plan.inForce) ?? null;
  return (
    <>
      <PageHead
        title={text('balances.title')}
        hint={text('balances.hint')}
        extra={
          can('balances:edit') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setWriting(true)}>
              {text('balances.add')}
            </Button>
          )
        }
      />
      <Liabilities />
      <DataTable
        id="top-up-plans"
        label={text('balances.plans')}
        list={list}
        columns={useColumns()}
        filters={[]}
        rowKey={(plan) => plan.id}
        empty={{ hint: text('balances.empty') }}
      />
      <PlanForm open={writing} before={inForce} onClose={() => setWriting(false)} />
    </>
  );
}

function Liabilities() {
  const text = useAppText();
  const owed = useQuery({
    queryKey: ['balances', 'liabilities'],
    queryFn: () => call('GET /staff/balances/liabilities'),
  });
  return (
    <Loaded query={owed}>
      {({ items, consistent }) => (
        <div className="console-figures">
          {items.map((item) => (
            <Figure
              key={item.entity.id}
              label={text('balances.owedBy', { entity: item.entity.name })}
              note={text('balances.owedNote', { gift: priceText(item.gift), members: item.members })}
              tone={consistent ? undefined : 'danger'}
            >
              <Money fen={item.principal + item.gift} size="hero" />
            </Figure>
          ))}
          <Figure label={text('balances.check')} tone={consistent ? undefined : 'danger'}>
            <StatusTag tone={consistent ? 'ok' : 'danger'}>
              {text(consistent ? 'balances.consistent' : 'balances.inconsistent')}
            </StatusTag>
          </Figure>
        </div>
      )}
    </Loaded>
  );
}

function useColumns(): Column<Plan>[] {
  const text = useAppText();
  const { can } = useSession();
  return [
    {
      key: 'version',
      title: text('balances.version'),
      render: (plan) => (
        <span className="console-row">
          <strong>{text('balances.versionNumber', { n: plan.version })}</strong>
          {plan.inForce && <StatusTag tone="live">{text('balances.inForce')}</StatusTag>}
        </span>
      ),
      text: (plan) => String(plan.version),
      phone: 'title',
    },
    {
      key: 'tiers',
      title: text('balances.tiers'),
      render: (plan) => (
        <span className="console-stack">
          {plan.tiers.map((tier) => (
            <span key={tier.amount}>{tierText(text, tier)}</span>
          ))}
        </span>
      ),
      text: (plan) => plan.tiers.map((tier) => tierText(text, tier)).join('; '),
    },
    {
      key: 'free',
      title: text('balances.freeAmount'),
      render: (plan) =>
        plan.freeAmount ? `${priceText(plan.freeAmount.least)} – ${priceText(plan.freeAmount.most)}` : '—',
    },
    {
      key: 'entity',
      title: text('balances.entity'),
      render: (plan) => plan.entity.name,
      text: (plan) => plan.entity.name,
    },
    {
      key: 'validFrom',
      title: text('balances.validFrom'),
      render: (plan) => <DateTime at={plan.validFrom} />,
      text: (plan) => plan.validFrom,
    },
    {
      key: 'validTo',
      title: text('balances.validTo'),
      render: (plan) => (plan.validTo ? <DateTime at={plan.validTo} /> : text('balances.untilFurther')),
      text: (plan) => plan.validTo ?? '',
    },
    { key: 'createdBy', title: text('fields.by'), render: (plan) => plan.createdBy ?? '—', phone: 'none' },
    {
      key: 'act',
      title: text('fields.actions'),
      render: (plan) => (can('balances:edit') && plan.inForce ? <EndPlan plan={plan} /> : null),
      phone: 'aside',
    },
  ];
}

const tierText = (text: ReturnType<typeof useAppText>, tier: { amount: number; gift: number }) =>
  text('balances.tier', { amount: priceText(tier.amount), gift: priceText(tier.gift) });
