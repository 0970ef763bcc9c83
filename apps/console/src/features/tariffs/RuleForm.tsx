import { FormDrawer, PriceInput } from '@latchkey/ui';
import { Form, Input, InputNumber, Select } from 'antd';
import { useAppText } from '../../texts.ts';
import type { Rule, StoreTariff } from './api.ts';
import { PackageItems, useMenuAtSaving, useStoreMenu } from './PackageItems.tsx';
import { draftOfRule, type RuleDraft, ruleOfDraft } from './rule-draft.ts';
import { ScopeFields } from './ScopeFields.tsx';
import { MODES } from './week-rows.ts';

export function RuleForm(props: {
  tariff: StoreTariff;
  rule: Rule | undefined;
  open: boolean;
  save: (rule: Rule) => Promise<unknown>;
  onClose: () => void;
}) {
  const text = useAppText();
  const { rule } = props;
  const menu = useMenuAtSaving(props.tariff.store.id);
  return (
    <FormDrawer<RuleDraft>
      open={props.open}
      title={text(rule ? 'tariffs.rules.edit' : 'tariffs.rules.add')}
      done={text('tariffs.saved')}
      initial={draftOfRule(rule)}
      save={(draft) => props.save(ruleOfDraft(draft, rule?.id, menu()))}
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
  const mode = Form.useWatch('mode', Form.useFormInstance<RuleDraft>());
  const required = [{ required: true, message: text('fields.required') }];
  return (
    <>
      <Form.Item name="label" label={text('tariffs.rules.name')} rules={[{ ...required[0], whitespace: true }]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item
        name="mode"
        required
        label={text('tariffs.form.mode')}
        extra={mode && text(`tariffs.modeHints.${mode}`)}
      >
        <Select options={MODES.map((value) => ({ value, label: text(`tariffs.modes.${value}`) }))} />
      </Form.Item>
      <PriceFields mode={mode} menu={useStoreMenu(props.tariff.store.id)} />
      <ScopeFields tariff={props.tariff} name="scope" />
      <Form.Item name="priority" label={text('tariffs.rules.priority')} extra={text('tariffs.rules.priorityHint')}>
        <InputNumber min={0} max={100} precision={0} />
      </Form.Item>
    </>
  );
}

function Minutes(props: { name: string; label: string }) {
  const text = useAppText();
  return (
    <Form.Item name={props.name} label={props.label} rules={[{ required: true, message: text('fields.required') }]}>
      <InputNumber min={1} max={1440} precision={0} />
    </Form.Item>
  );
}

function PriceFields(props: { mode: RuleDraft['mode'] | undefined; menu: readonly { name: string }[] }) {
  const text = useAppText();
  const { mode } = props;
  const required = [{ required: true, message: text('fields.required') }];
  if (mode === 'hourly' || mode === 'segmented')
    return (
      <div className="tariff-pair">
        <Form.Item name="unitPrice" label={text('tariffs.form.unitPrice')} rules={required}>
          <PriceInput />
        </Form.Item>
        <Minutes name="unitMinutes" label={text('tariffs.form.unitMinutes')} />
      </div>
    );
  const flat = (
    <Form.Item name="price" label={text('tariffs.form.price')} rules={required}>
      <PriceInput />
    </Form.Item>
  );
  if (mode === 'day_part') return flat;
  return (
    <>
      <div className="tariff-pair">
        {flat}
        <Minutes name="minutes" label={text('tariffs.form.minutes')} />
      </div>
      <div className="tariff-pair">
        <Form.Item
          name="extraUnitPrice"
          label={text('tariffs.form.extraUnitPrice')}
          extra={mode === 'package' ? text('tariffs.form.noExtra') : undefined}
          rules={mode === 'session' ? required : []}
        >
          <PriceInput />
        </Form.Item>
        <Minutes name="extraUnitMinutes" label={text('tariffs.form.extraUnitMinutes')} />
      </div>
      {mode === 'package' && <PackageItems menu={props.menu} />}
    </>
  );
}
