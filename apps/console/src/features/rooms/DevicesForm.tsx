import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { call, FormDrawer, useWord } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, Switch } from 'antd';
import { useAppText } from '../../texts.ts';
import type { Room, RoomDevice } from './api.ts';

interface Draft {
  devices: { deviceId: string; label: string; protected: boolean }[];
}
/** What a room can be served by; cameras have no place in one (BKG-22). */
const SERVING: readonly string[] = [
  'door_controller',
  'battery_lock',
  'power_relay',
  'light',
  'air_conditioner',
  'speaker',
  'environment_sensor',
  'people_counter',
  'scanner',
];

export function DevicesForm(props: { open: boolean; room: Room; devices: readonly RoomDevice[]; onClose: () => void }) {
  const text = useAppText();
  const { room } = props;
  const save = ({ devices = [] }: Draft) =>
    call('PUT /staff/rooms/:id/devices', {
      params: { id: room.id },
      body: { devices: devices.map((device) => ({ ...device, protected: device.protected ?? false })) },
    });
  return (
    <FormDrawer<Draft>
      open={props.open}
      title={text('rooms.devicesOf', { name: room.name })}
      initial={{
        devices: props.devices.map(({ deviceId, label, protected: kept }) => ({ deviceId, label, protected: kept })),
      }}
      save={save}
      stale={['rooms']}
      onClose={props.onClose}
      width={640}
    >
      <p className="lk-soft">{text('rooms.devicesHint')}</p>
      <Rows storeId={room.store.id} />
    </FormDrawer>
  );
}

function Rows(props: { storeId: string }) {
  const text = useAppText();
  const word = useWord();
  const form = Form.useFormInstance<Draft>();
  const devices = useQuery({
    queryKey: ['devices', 'of-store', props.storeId],
    queryFn: () => call('GET /staff/devices', { query: { storeId: props.storeId, limit: 100 } }),
  });
  const all = (devices.data?.items ?? []).filter((device) => SERVING.includes(device.kind));
  const chosen = (Form.useWatch('devices', form) ?? []).map((row) => row?.deviceId);
  const name = (index: number, deviceId: string) => {
    const device = all.find((one) => one.id === deviceId);
    if (device && !form.getFieldValue(['devices', index, 'label']))
      form.setFieldValue(['devices', index, 'label'], word('deviceKind', device.kind));
  };
  const required = [{ required: true, message: text('fields.required') }];
  return (
    <Form.List name="devices">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name: index }) => (
            <fieldset key={key} className="room-device">
              <legend className="lk-visually-hidden">{text('rooms.nthDevice', { n: index + 1 })}</legend>
              <Form.Item name={[index, 'deviceId']} label={text('rooms.device')} rules={required}>
                <Select
                  options={all.map((device) => ({
                    value: device.id,
                    label: `${device.name} · ${word('deviceKind', device.kind)}`,
                    disabled: chosen.includes(device.id) && chosen[index] !== device.id,
                  }))}
                  showSearch={{ optionFilterProp: 'label' }}
                  onChange={(deviceId: string) => name(index, deviceId)}
                />
              </Form.Item>
              <Form.Item name={[index, 'label']} label={text('rooms.label')} rules={required}>
                <Input maxLength={80} />
              </Form.Item>
              <Form.Item name={[index, 'protected']} label={text('rooms.protected')} valuePropName="checked">
                <Switch />
              </Form.Item>
              <Button
                type="text"
                danger
                icon={<DeleteOutlined />}
                aria-label={text('rooms.removeDevice', { n: index + 1 })}
                onClick={() => remove(index)}
              />
            </fieldset>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ label: '', protected: false })}>
            {text('rooms.addDevice')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
