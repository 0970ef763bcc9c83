import type { Body } from '@latchkey/client';
import { call, FormDrawer } from '@latchkey/ui';
import { Form, Input, InputNumber, Radio } from 'antd';
import { useAppText } from '../../texts.ts';
import type { Entity } from './Entities.tsx';

type EntityInput = Body<'POST /staff/entities'>;
type Draft = Omit<EntityInput, 'serviceFee' | 'payoutAccount'> & {
  servicePercent: number;
  payoutAccount?: { holder?: string; bank?: string; number?: string };
};

export function EntityForm(props: { open: boolean; entity: Entity | null; onClose: () => void }) {
  const text = useAppText();
  const { entity } = props;
  const save = (draft: Draft) => {
    const body = inputOf(draft);
    if (!entity) return call('POST /staff/entities', { body });
    return call('PUT /staff/entities/:id', { params: { id: entity.id }, body });
  };
  return (
    <FormDrawer<Draft>
      open={props.open}
      title={text(entity ? 'entities.edit' : 'entities.add')}
      initial={
        entity
          ? { ...entity, servicePercent: entity.serviceFee / 100, payoutAccount: undefined }
          : { servicePercent: 5, channelFeeBearer: 'platform' }
      }
      save={save}
      stale={['entities']}
      onClose={props.onClose}
      width={560}
    >
      <Fields account={entity?.payoutAccount ?? null} />
    </FormDrawer>
  );
}

/** An account that was not typed stays as it is: the old number is masked and cannot be sent back. */
function inputOf(draft: Draft): EntityInput {
  const { holder, bank, number } = draft.payoutAccount ?? {};
  return {
    name: draft.name,
    contactName: draft.contactName || null,
    contactPhone: draft.contactPhone || null,
    licenceNumber: draft.licenceNumber || null,
    serviceFee: Math.round(draft.servicePercent * 100),
    channelFeeBearer: draft.channelFeeBearer,
    ...(holder && bank && number ? { payoutAccount: { holder, bank, number } } : {}),
  };
}

function Fields(props: { account: string | null }) {
  const text = useAppText();
  const filled = [{ required: true, whitespace: true, message: text('fields.required') }];
  return (
    <>
      <Form.Item name="name" label={text('entities.name')} rules={filled}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item
        name="licenceNumber"
        label={text('entities.licence')}
        rules={[{ pattern: /^[0-9A-Z]{18}$/, message: text('entities.licenceWrong') }]}
      >
        <Input maxLength={18} />
      </Form.Item>
      <Form.Item name="contactName" label={text('entities.contactName')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="contactPhone" label={text('entities.contactPhone')}>
        <Input maxLength={20} inputMode="tel" />
      </Form.Item>
      <Form.Item
        name="servicePercent"
        label={text('stores.serviceFee')}
        rules={[{ required: true, message: text('fields.required') }]}
      >
        <InputNumber min={0} max={100} precision={2} suffix="%" style={{ width: 160 }} />
      </Form.Item>
      <Form.Item name="channelFeeBearer" required label={text('entities.channelFee')}>
        <Radio.Group
          options={[
            { value: 'platform', label: text('entities.bearer_platform') },
            { value: 'entity', label: text('entities.bearer_entity') },
          ]}
        />
      </Form.Item>
      <p className="lk-soft">
        {text('entities.payoutAccount')} {props.account && text('entities.accountKept', { account: props.account })}
      </p>
      <Form.Item name={['payoutAccount', 'holder']} label={text('entities.holder')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name={['payoutAccount', 'bank']} label={text('entities.bank')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item
        name={['payoutAccount', 'number']}
        label={text('entities.accountNumber')}
        rules={[{ pattern: /^\d{8,30}$/, message: text('entities.accountWrong') }]}
      >
        <Input maxLength={30} inputMode="numeric" autoComplete="off" />
      </Form.Item>
    </>
  );
}
