import {
  BulbOutlined,
  ClockCircleOutlined,
  PoweroffOutlined,
  SoundOutlined,
  StopOutlined,
  ThunderboltOutlined,
  UnlockOutlined,
} from '@ant-design/icons';
import { call, ReasonDialog } from '@latchkey/ui';
import { Modal, Segmented } from 'antd';
import { useState } from 'react';
import { ActionButton } from '../../acts/ActionButton.tsx';
import { useAct } from '../../acts/use-act.ts';
import { useAppText } from '../../texts.ts';
import type { SessionDetail } from './rooms.ts';

type Plain = 'open_door' | 'open_room_door' | 'power_on' | 'power_keep' | 'power_off' | 'end_session';
type Asked = 'end_session' | 'extend_session' | 'speak';
const PHRASES = ['welcome', 'ending', 'over', 'quiet', 'help'] as const;
const MINUTES = [5, 10, 15] as const;

/** Each act shows the device's own answer in its button; what cannot be undone asks first. */
export function SessionActions(props: { booking: SessionDetail['booking']; devices: SessionDetail['devices'] }) {
  const text = useAppText();
  const [asking, setAsking] = useState<Asked | null>(null);
  const [phrase, setPhrase] = useState<(typeof PHRASES)[number]>('ending');
  const [minutes, setMinutes] = useState<(typeof MINUTES)[number]>(5);
  const { booking, devices } = props;
  const params = { id: booking.id };
  const send = (kind: Plain) => (note: string) =>
    call('POST /staff/desk/sessions/:id/actions', { params, body: { kind, note: note || null } });
  const acts = {
    open_door: useAct(send('open_door')),
    open_room_door: useAct(send('open_room_door')),
    power_on: useAct(send('power_on')),
    power_keep: useAct(send('power_keep')),
    power_off: useAct(send('power_off')),
    end_session: useAct(send('end_session')),
    speak: useAct(() =>
      call('POST /staff/desk/sessions/:id/actions', { params, body: { kind: 'speak', phrase, note: null } }),
    ),
    extend_session: useAct((note) =>
      call('POST /staff/desk/sessions/:id/actions', { params, body: { kind: 'extend_session', minutes, note } }),
    ),
  };
  const using = booking.state === 'in_use';
  const has = (kind: string) => devices.some((device) => device.kind === kind);
  const powered = has('power_relay') || has('light');
  return (
    <div className="acts">
      <ActionButton
        kind="open_door"
        act={acts.open_door}
        icon={<UnlockOutlined />}
        primary
        onPress={() => acts.open_door.start('')}
      />
      {has('door_controller') && (
        <ActionButton
          kind="open_room_door"
          act={acts.open_room_door}
          icon={<UnlockOutlined />}
          onPress={() => acts.open_room_door.start('')}
        />
      )}
      {has('speaker') && (
        <ActionButton kind="speak" act={acts.speak} icon={<SoundOutlined />} onPress={() => setAsking('speak')} />
      )}
      {using && powered && (
        <>
          <ActionButton
            kind="power_on"
            act={acts.power_on}
            icon={<BulbOutlined />}
            onPress={() => acts.power_on.start('')}
          />
          <ActionButton
            kind="power_keep"
            act={acts.power_keep}
            icon={<ThunderboltOutlined />}
            onPress={() => acts.power_keep.start('')}
          />
        </>
      )}
      {!using && powered && booking.state === 'completed' && (
        <ActionButton
          kind="power_off"
          act={acts.power_off}
          icon={<PoweroffOutlined />}
          onPress={() => acts.power_off.start('')}
        />
      )}
      {using && booking.kind !== 'open' && (
        <ActionButton
          kind="extend_session"
          act={acts.extend_session}
          icon={<ClockCircleOutlined />}
          onPress={() => setAsking('extend_session')}
        />
      )}
      {using && (
        <ActionButton
          kind="end_session"
          act={acts.end_session}
          icon={<StopOutlined />}
          danger
          onPress={() => setAsking('end_session')}
        />
      )}
      <Modal
        open={asking === 'speak'}
        title={text('sessions.speak')}
        okText={text('sessions.say')}
        cancelText={text('sessions.cancel')}
        onCancel={() => setAsking(null)}
        onOk={() => {
          setAsking(null);
          acts.speak.start('');
        }}
      >
        <Segmented
          vertical
          block
          value={phrase}
          onChange={setPhrase}
          options={PHRASES.map((value) => ({ value, label: text(`sessions.phrase_${value}`) }))}
        />
      </Modal>
      <ReasonDialog
        open={asking === 'end_session' || asking === 'extend_session'}
        title={text(asking === 'end_session' ? 'sessions.end' : 'sessions.give')}
        consequence={
          asking === 'end_session' ? (
            text('sessions.endHint')
          ) : (
            <>
              {text('sessions.giveHint')}
              <Segmented
                block
                value={minutes}
                onChange={setMinutes}
                options={MINUTES.map((value) => ({ value, label: text('board.minutes', { n: value }) }))}
              />
            </>
          )
        }
        confirm={text('acts.confirm')}
        danger={asking === 'end_session'}
        onClose={() => setAsking(null)}
        onConfirm={async (note) => {
          if (asking === 'end_session' || asking === 'extend_session') acts[asking].start(note);
        }}
      />
    </div>
  );
}
