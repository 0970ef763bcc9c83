import { FormDrawer, PriceInput } from '@latchkey/ui';
import { Form, InputNumber, Select, Switch } from 'antd';
import { type ConsoleKey, useAppText } from '../../texts.ts';
import type { StoreTariff, Terms } from './api.ts';
import { PlaceFields } from './ScopeFields.tsx';
import { draftOfTerms, type TermsDraft, termsOfDraft } from './terms-draft.ts';

export function TermsForm(props: {
  tariff: StoreTariff;
  terms: Terms | undefined;
  open: boolean;
  save: (terms: Terms) => Promise<unknown>;
  onClose: () => void;
}) {
  const text = useAppText();
  const { terms } = props;
  return (
    <FormDrawer<TermsDraft>
      open={props.open}
      title={text(terms ? 'tariffs.terms.edit' : 'tariffs.terms.add')}
      done={text('tariffs.saved')}
      initial={draftOfTerms(terms)}
      save={(draft) => props.save(termsOfDraft(draft, terms?.id))}
      stale={['tariffs']}
      onClose={props.onClose}
      width={560}
    >
      <PlaceFields tariff={props.tariff} name="place" />
      <div className="tariff-pair">
        <Price name="minimumCharge" label="tariffs.terms.minimum" />
        <Price name="dayCap" label="tariffs.terms.cap" />
      </div>
      <PeopleFields />
      <OvertimeFields />
      <GoFields />
    </FormDrawer>
  );
}

function Price(props: { name: keyof TermsDraft; label: ConsoleKey; required?: boolean }) {
  const text = useAppText();
  const rules = props.required ? [{ required: true, message: text('fields.required') }] : [];
  return (
    <Form.Item name={props.name} label={text(props.label)} rules={rules}>
      <PriceInput />
    </Form.Item>
  );
}

function Whole(props: { name: keyof TermsDraft; label: ConsoleKey; min: number; max: number }) {
  const text = useAppText();
  return (
    <Form.Item name={props.name} label={text(props.label)}>
      <InputNumber min={props.min} max={props.max} precision={0} />
    </Form.Item>
  );
}

function Choice(props: { name: keyof TermsDraft; label: ConsoleKey }) {
  const text = useAppText();
  return (
    <Form.Item name={props.name} required label={text(props.label)} valuePropName="checked">
      <Switch />
    </Form.Item>
  );
}

function PeopleFields() {
  const on = Form.useWatch('people', Form.useFormInstance<TermsDraft>());
  return (
    <>
      <Choice name="people" label="tariffs.terms.people" />
      {on && (
        <>
          <div className="tariff-pair">
            <Whole name="included" label="tariffs.terms.included" min={0} max={200} />
            <Price name="personPrice" label="tariffs.terms.perPerson" required />
          </div>
          <Whole name="personUnit" label="tariffs.terms.perUnit" min={1} max={1440} />
        </>
      )}
    </>
  );
}

function OvertimeFields() {
  const text = useAppText();
  const form = Form.useFormInstance<TermsDraft>();
  const on = Form.useWatch('overtime', form);
  const byRate = Form.useWatch('byRate', form);
  const fee = Form.useWatch('fee', form);
  const fees = {
    none: 'tariffs.terms.feeNone',
    fixed: 'tariffs.terms.feeFixed',
    percentage: 'tariffs.terms.feePercentage',
  } as const;
  return (
    <>
      <Choice name="overtime" label="tariffs.terms.overtime" />
      {on && (
        <>
          <div className="tariff-pair">
            <Whole name="grace" label="tariffs.terms.grace" min={0} max={240} />
            <Whole name="unit" label="tariffs.terms.unit" min={1} max={1440} />
          </div>
          <Choice name="byRate" label="tariffs.terms.byRate" />
          <div className="tariff-pair">
            {byRate ? (
              <Whole name="rate" label="tariffs.terms.rate" min={0} max={1000} />
            ) : (
              <Price name="unitPrice" label="tariffs.terms.unitPrice" required />
            )}
            <Price name="overtimeCap" label="tariffs.terms.overtimeCap" />
          </div>
          <div className="tariff-pair">
            <Form.Item name="fee" label={text('tariffs.terms.fee')}>
              <Select options={Object.entries(fees).map(([value, key]) => ({ value, label: text(key) }))} />
            </Form.Item>
            {fee === 'fixed' && <Price name="feeAmount" label="tariffs.terms.feeAmount" required />}
            {fee === 'percentage' && <Whole name="feeRate" label="tariffs.terms.feeRate" min={0} max={100} />}
          </div>
          <Choice name="renews" label="tariffs.terms.renews" />
        </>
      )}
    </>
  );
}

function GoFields() {
  const text = useAppText();
  const on = Form.useWatch('go', Form.useFormInstance<TermsDraft>());
  return (
    <>
      <Choice name="go" label="tariffs.terms.payAsYouGo" />
      {on && (
        <div className="tariff-pair">
          <Form.Item name="goMode" label={text('tariffs.terms.meterMode')}>
            <Select
              options={(['segmented', 'hourly'] as const).map((mode) => ({
                value: mode,
                label: text(`tariffs.modes.${mode}`),
              }))}
            />
          </Form.Item>
          <Price name="deposit" label="tariffs.terms.deposit" />
        </div>
      )}
    </>
  );
}
