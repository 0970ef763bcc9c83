import { call, FormDrawer, instantAt } from '@latchkey/ui';
import { Form, Input } from 'antd';
import { useAppText } from '../../texts.ts';
import type { StoreTariff } from './api.ts';

interface Draft {
  note?: string;
  at?: string;
}

export function PublishForm(props: { tariff: StoreTariff; open: boolean; onClose: () => void }) {
  const text = useAppText();
  const { store, draft } = props.tariff;
  return (
    <FormDrawer<Draft>
      open={props.open}
      title={text('tariffs.publishTitle')}
      submit={text('tariffs.publish')}
      done={text('tariffs.published')}
      initial={{}}
      save={({ note, at }) =>
        call('POST /staff/stores/:id/tariff-draft/publish', {
          params: { id: store.id },
          body: {
            revision: draft?.revision ?? 0,
            note: note?.trim() ? note.trim() : null,
            effectiveFrom: at ? instantAt(at, store.zone) : null,
          },
        })
      }
      stale={['tariffs']}
      onClose={props.onClose}
    >
      <p className="lk-soft">{text('tariffs.publishHint')}</p>
      <Form.Item name="note" label={text('tariffs.publishNote')}>
        <Input.TextArea maxLength={500} rows={2} />
      </Form.Item>
      <Form.Item name="at" label={text('tariffs.publishAt')} extra={text('tariffs.publishNow')}>
        <Input type="datetime-local" />
      </Form.Item>
    </FormDrawer>
  );
}
