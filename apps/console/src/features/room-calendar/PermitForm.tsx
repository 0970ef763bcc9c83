import { call, FormDrawer } from '@latchkey/ui';
import { Form, Input, Select } from 'antd';
import { useRoomsOf } from '../../booking-parts/api.ts';
import { instantOf, wallText } from '../../clock/store-clock.ts';
import { useAppText } from '../../texts.ts';

interface Draft {
  label: string;
  reason: string;
  from: string;
  to: string;
  roomIds: string[];
}

export function PermitForm(props: { storeId: string; zone: string; open: boolean; onClose: () => void }) {
  const text = useAppText();
  const { storeId, zone } = props;
  const rooms = useRoomsOf(storeId).data?.items ?? [];
  const now = Date.now();
  const save = ({ from, to, ...draft }: Draft) =>
    call('POST /staff/permits', {
      body: { storeId, ...draft, from: instantOf(from, zone), to: instantOf(to, zone), roomIds: draft.roomIds ?? [] },
    });
  const filled = [{ required: true, whitespace: true, message: text('fields.required') }];
  const required = [{ required: true, message: text('fields.required') }];
  return (
    <FormDrawer<Draft>
      open={props.open}
      title={text('roomCalendar.permitAdd')}
      initial={{ from: wallText(now, zone), to: wallText(now + 2 * 3_600_000, zone), roomIds: [] }}
      save={save}
      stale={['room-calendar']}
      done={text('roomCalendar.permitDone')}
      onClose={props.onClose}
      width={480}
    >
      <Form.Item name="label" label={text('roomCalendar.permitFor')} rules={filled}>
        <Input maxLength={80} placeholder={text('roomCalendar.permitForExample')} />
      </Form.Item>
      <div className="booking-pair">
        <Form.Item name="from" label={text('roomCalendar.validFrom')} rules={required}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="to" label={text('roomCalendar.validTo')} rules={required}>
          <Input type="datetime-local" />
        </Form.Item>
      </div>
      <Form.Item name="roomIds" label={text('roomCalendar.permitRooms')} extra={text('roomCalendar.permitRoomsHint')}>
        <Select mode="multiple" options={rooms.map((room) => ({ value: room.id, label: room.name }))} />
      </Form.Item>
      <Form.Item name="reason" label={text('fields.reason')} rules={filled}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
