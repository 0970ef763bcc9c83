import { BlockSkeleton, call, DetailDrawer, ErrorState, FormDrawer, PriceInput, Section } from '@latchkey/ui';
import { Form, InputNumber, Radio, Select, Switch } from 'antd';
import { type ConsoleKey, useAppText } from '../../texts.ts';
import { type Policy, usePolicy } from './api.ts';
import { CareFields, EarlyFields, OpenFields, Whole } from './PolicyParts.tsx';

type Draft = Omit<Policy, 'lateCancelFee' | 'noShowFee'> & { latePercent: number; noShowPercent: number };

const draftOf = ({ lateCancelFee, noShowFee, ...policy }: Policy): Draft => ({
  ...policy,
  latePercent: lateCancelFee / 100,
  noShowPercent: noShowFee / 100,
});

/** What the form does not show stays as it is: the policy is written whole. */
const policyOf = (before: Policy, { latePercent, noShowPercent, ...draft }: Draft): Policy => ({
  ...before,
  ...draft,
  lateCancelFee: Math.round(latePercent * 100),
  noShowFee: Math.round(noShowPercent * 100),
});

/** What a store asks of bookings from now on. */
export function PolicyForm(props: { storeId: string | undefined; name: string; onClose: () => void }) {
  const text = useAppText();
  const { storeId } = props;
  const policy = usePolicy(storeId);
  const title = text('rooms.policyOf', { name: props.name });
  const { data } = policy;
  if (storeId === undefined || !data)
    return (
      <DetailDrawer open={storeId !== undefined} title={title} onClose={props.onClose}>
        {policy.error ? <ErrorState error={policy.error} /> : <BlockSkeleton rows={8} />}
      </DetailDrawer>
    );
  return (
    <FormDrawer<Draft>
      open
      title={title}
      initial={draftOf(data)}
      save={(draft) =>
        call('PUT /staff/stores/:id/booking-policy', { params: { id: storeId }, body: policyOf(data, draft) })
      }
      stale={['rooms', 'room-calendar']}
      onClose={props.onClose}
      width={640}
    >
      <p className="lk-soft">{text('rooms.policyHint')}</p>
      <BookingFields />
      <CancelFields />
      <UseFields />
      <CareFields />
      <OpenFields />
    </FormDrawer>
  );
}

function BookingFields() {
  const text = useAppText();
  const grid = [1, 5, 15, 30, 60].map((value) => ({ value, label: text('rooms.minutes', { n: value }) }));
  return (
    <Section plain title={text('rooms.policyBooking')}>
      <div className="room-pair">
        <Form.Item name="granularity" label={text('rooms.granularity')}>
          <Select options={grid} />
        </Form.Item>
        <Whole name="hold" label="rooms.hold" unit="rooms.minute" min={1} max={120} />
        <Whole name="minimum" label="rooms.minimum" unit="rooms.minute" min={1} max={1440} />
        <Whole name="maximum" label="rooms.maximum" unit="rooms.minute" min={1} max={10_080} />
        <Whole name="lead" label="rooms.lead" unit="rooms.minute" min={0} max={10_080} />
        <Whole name="horizonDays" label="rooms.horizon" unit="rooms.day" min={1} max={365} />
        <Whole name="entryEarly" label="rooms.entryEarly" unit="rooms.minute" min={0} max={240} />
      </div>
      <EarlyFields />
      <Form.Item
        name="entryUnattended"
        label={text('rooms.entryUnattended')}
        extra={text('rooms.entryUnattendedHint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
    </Section>
  );
}

function Percent(props: { name: keyof Draft; label: ConsoleKey }) {
  const text = useAppText();
  return (
    <Form.Item
      name={props.name}
      label={text(props.label)}
      rules={[{ required: true, message: text('fields.required') }]}
    >
      <InputNumber min={0} max={100} precision={2} suffix="%" />
    </Form.Item>
  );
}

function CancelFields() {
  const text = useAppText();
  return (
    <Section plain title={text('rooms.policyCancel')}>
      <div className="room-pair">
        <Whole name="freeCancel" label="rooms.freeCancel" unit="rooms.minute" min={0} max={43_200} />
        <Percent name="latePercent" label="rooms.lateCancelFee" />
        <Whole name="reschedule" label="rooms.reschedule" unit="rooms.minute" min={0} max={43_200} />
        <Whole name="waitOffer" label="rooms.waitOffer" unit="rooms.minute" min={1} max={240} />
        <Whole name="noShow" label="rooms.noShow" unit="rooms.minute" min={1} max={1440} />
        <Percent name="noShowPercent" label="rooms.noShowFee" />
      </div>
    </Section>
  );
}

function UseFields() {
  const text = useAppText();
  return (
    <Section plain title={text('rooms.policyUse')}>
      <Form.Item name="reminders" label={text('rooms.reminders')} extra={text('rooms.remindersHint')}>
        <Select
          mode="multiple"
          maxCount={6}
          options={[60, 45, 30, 20, 15, 10, 5, 3, 1].map((value) => ({
            value,
            label: text('rooms.minutes', { n: value }),
          }))}
        />
      </Form.Item>
      <Form.Item name="atEnd" label={text('rooms.atEnd')}>
        <Radio.Group
          options={(['cut', 'overtime'] as const).map((value) => ({ value, label: text(`rooms.atEnd_${value}`) }))}
        />
      </Form.Item>
      <div className="room-pair">
        <Whole name="dimAfterSeconds" label="rooms.dimAfter" unit="rooms.second" min={0} max={3600} />
        <Whole name="graceAfterSeconds" label="rooms.graceAfter" unit="rooms.second" min={0} max={3600} />
        <Whole name="cutAfterSeconds" label="rooms.cutAfter" unit="rooms.second" min={30} max={7200} />
      </div>
      <Form.Item
        name="menuTab"
        label={text('rooms.menuTab')}
        extra={text('rooms.menuTabHint')}
        rules={[{ required: true, message: text('fields.required') }]}
      >
        <PriceInput />
      </Form.Item>
    </Section>
  );
}
