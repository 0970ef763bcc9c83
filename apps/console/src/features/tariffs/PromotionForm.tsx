import { FormDrawer, PriceInput } from '@latchkey/ui';
import { Form, Input, InputNumber, Radio, Select } from 'antd';
import { useAppText } from '../../texts.ts';
import type { Promotion, StoreTariff } from './api.ts';
import { ScopeFields } from './ScopeFields.tsx';
import { draftOfScope, type ScopeDraft, scopeOfDraft } from './scope-draft.ts';
import { freshId } from './use-parts.ts';

interface Draft {
  label: string;
  kind: Promotion['kind'];
  leadHours: number;
  threshold: number | null;
  off: 'amount' | 'percentage';
  amount: number | null;
  percent: number;
  scope: ScopeDraft;
}
const KINDS = ['time_discount', 'early_bird', 'last_minute', 'threshold'] as const;

function draftOf(promotion: Promotion | undefined): Partial<Draft> {
  if (!promotion)
    return { kind: 'time_discount', leadHours: 24, off: 'percentage', percent: 10, scope: draftOfScope() };
  const { label, kind, leadMinutes, threshold, off } = promotion;
  return {
    ...{ label, kind, leadHours: leadMinutes / 60, threshold, off: off.kind, scope: draftOfScope(promotion.scope) },
    ...(off.kind === 'amount' ? { amount: off.amount, percent: 10 } : { amount: null, percent: off.basisPoints / 100 }),
  };
}

function promotionOf(draft: Draft, before: Promotion | undefined): Promotion {
  const leads = draft.kind === 'early_bird' || draft.kind === 'last_minute';
  return {
    id: before?.id ?? freshId(),
    modes: before?.modes ?? [],
    label: draft.label,
    kind: draft.kind,
    scope: scopeOfDraft(draft.scope),
    leadMinutes: leads ? Math.round((draft.leadHours ?? 0) * 60) : 0,
    threshold: draft.threshold ?? 0,
    off:
      draft.off === 'amount'
        ? { kind: 'amount', amount: draft.amount ?? 0 }
        : { kind: 'percentage', basisPoints: Math.round((draft.percent ?? 0) * 100) },
  };
}

export function PromotionForm(props: {
  tariff: StoreTariff;
  promotion: Promotion | undefined;
  open: boolean;
  save: (promotion: Promotion) => Promise<unknown>;
  onClose: () => void;
}) {
  const text = useAppText();
  const { promotion } = props;
  return (
    <FormDrawer<Draft>
      open={props.open}
      title={text(promotion ? 'tariffs.promotions.edit' : 'tariffs.promotions.add')}
      done={text('tariffs.saved')}
      initial={draftOf(promotion)}
      save={(draft) => props.save(promotionOf(draft, promotion))}
      stale={['tariffs']}
      onClose={props.onClose}
      width={560}
    >
      <Fields tariff={props.tariff} />
    </FormDrawer>
  );
}

function Fields(props: { tariff: StoreTariff }) {
  const text = useAppText();
  const form = Form.useFormInstance<Draft>();
  const kind = Form.useWatch('kind', form);
  const off = Form.useWatch('off', form);
  const required = [{ required: true, message: text('fields.required') }];
  return (
    <>
      <Form.Item name="label" label={text('tariffs.rules.name')} rules={[{ ...required[0], whitespace: true }]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="kind" required label={text('tariffs.promotions.kind')}>
        <Select options={KINDS.map((value) => ({ value, label: text(`tariffs.promotions.kinds.${value}`) }))} />
      </Form.Item>
      {(kind === 'early_bird' || kind === 'last_minute') && (
        <Form.Item name="leadHours" label={text('tariffs.promotions.lead')} rules={required}>
          <InputNumber min={0} max={8760} />
        </Form.Item>
      )}
      <Form.Item
        name="threshold"
        label={text('tariffs.promotions.threshold')}
        rules={kind === 'threshold' ? required : []}
      >
        <PriceInput />
      </Form.Item>
      <div className="tariff-pair">
        <Form.Item name="off" required label={text('tariffs.promotions.off')}>
          <Radio.Group
            options={[
              { value: 'percentage', label: text('tariffs.promotions.offPercentage') },
              { value: 'amount', label: text('tariffs.promotions.offAmount') },
            ]}
          />
        </Form.Item>
        {off === 'amount' ? (
          <Form.Item name="amount" label={text('tariffs.promotions.amount')} rules={required}>
            <PriceInput />
          </Form.Item>
        ) : (
          <Form.Item name="percent" label={text('tariffs.promotions.percent')} rules={required}>
            <InputNumber min={0} max={100} />
          </Form.Item>
        )}
      </div>
      <ScopeFields tariff={props.tariff} name="scope" />
    </>
  );
}
