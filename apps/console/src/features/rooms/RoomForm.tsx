import type { Body } from '@latchkey/client';
import { call, FormDrawer, Section, useWordOptions } from '@latchkey/ui';
import { Form, Input, InputNumber, Radio, Select } from 'antd';
import { useRoomStoreOptions } from '../../choices/room-stores.ts';
import { PictureField } from '../../pictures/PictureField.tsx';
import { useAppText } from '../../texts.ts';
import type { Room } from './api.ts';

type Draft = Body<'POST /staff/rooms'>;

const fresh = (storeId: string | undefined): Partial<Draft> => ({
  ...(storeId === undefined ? {} : { storeId }),
  ...{ kind: 'tea', capacity: 4, facilities: [], gallery: [], sort: 0, bufferMinutes: 15, state: 'open' },
});

function draftOf({ store, kind, name, style, capacity, description, facilities, gallery, sort, ...room }: Room) {
  const state = room.state === 'retired' ? 'closed' : room.state;
  return {
    ...{ storeId: store.id, kind, name, style, capacity, description, facilities, gallery, sort, state },
    bufferMinutes: room.bufferMinutes,
  } satisfies Draft;
}

/** ORG-10: adds a room, or changes one that nobody else has changed meanwhile. */
export function RoomForm(props: {
  open: boolean;
  room: Room | null;
  storeId?: string | undefined;
  onClose: () => void;
  onSaved?: (room: Room) => void;
}) {
  const text = useAppText();
  const { room } = props;
  const save = ({ storeId, ...draft }: Draft): Promise<Room> => {
    const body = {
      ...draft,
      style: draft.style?.trim() || null,
      description: draft.description?.trim() || null,
      facilities: draft.facilities ?? [],
    };
    if (!room) return call('POST /staff/rooms', { body: { ...body, storeId } });
    return call('PUT /staff/rooms/:id', { params: { id: room.id }, body: { ...body, version: room.version } });
  };
  return (
    <FormDrawer<Draft, Room>
      open={props.open}
      title={room ? text('rooms.editOne', { name: room.name }) : text('rooms.add')}
      initial={room ? draftOf(room) : fresh(props.storeId)}
      save={save}
      stale={['rooms', 'room-calendar']}
      onSaved={props.onSaved}
      onClose={props.onClose}
      width={600}
    >
      <Basics fixed={room !== null} />
      <Section plain title={text('pictures.title')}>
        <Form.Item name="gallery">
          <PictureField purpose="store" most={12} />
        </Form.Item>
      </Section>
      <Section plain title={text('rooms.booking')}>
        <div className="room-pair">
          <Form.Item name="bufferMinutes" label={text('rooms.buffer')} extra={text('rooms.bufferHint')}>
            <InputNumber min={0} max={240} precision={0} suffix={text('rooms.minute')} />
          </Form.Item>
          <Form.Item name="sort" label={text('rooms.sort')} extra={text('rooms.sortHint')}>
            <InputNumber min={0} max={10_000} precision={0} />
          </Form.Item>
        </div>
        <Form.Item name="state" label={text('fields.state')} required>
          <Radio.Group options={useWordOptions('room').filter(({ value }) => value !== 'retired')} />
        </Form.Item>
      </Section>
    </FormDrawer>
  );
}

function Basics(props: { fixed: boolean }) {
  const text = useAppText();
  const required = [{ required: true, message: text('fields.required') }];
  const filled = [{ required: true, whitespace: true, message: text('fields.required') }];
  return (
    <Section plain title={text('rooms.basics')}>
      <Form.Item name="storeId" label={text('fields.store')} rules={required}>
        <Select disabled={props.fixed} options={useRoomStoreOptions()} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item name="name" label={text('rooms.name')} rules={filled}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="kind" label={text('rooms.kind')} rules={required}>
        <Select options={useWordOptions('roomKind')} />
      </Form.Item>
      <div className="room-pair">
        <Form.Item name="capacity" label={text('rooms.capacity')} rules={required}>
          <InputNumber min={1} max={200} precision={0} suffix={text('rooms.people')} />
        </Form.Item>
        <Form.Item name="style" label={text('rooms.style')}>
          <Input maxLength={80} placeholder={text('rooms.styleExample')} />
        </Form.Item>
      </div>
      <Form.Item name="facilities" label={text('rooms.facilities')} extra={text('rooms.facilitiesHint')}>
        <Select mode="tags" maxCount={20} tokenSeparators={[',', '，', '、']} open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name="description" label={text('rooms.description')}>
        <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
    </Section>
  );
}
