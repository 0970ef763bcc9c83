import { SoundFilled, SoundOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useAppText } from '../texts.ts';
import { unlockSound } from './ring.ts';
import type { Alarm } from './use-alarm.ts';

export function SoundSwitch(props: { alarm: Alarm }) {
  const text = useAppText();
  const { sound, setSound } = props.alarm;
  return (
    <Button
      type="text"
      aria-pressed={sound}
      icon={sound ? <SoundFilled /> : <SoundOutlined style={{ opacity: 0.5 }} />}
      aria-label={text('alerts.sound')}
      title={text(sound ? 'alerts.soundOn' : 'alerts.soundOff')}
      onClick={() => {
        unlockSound();
        setSound(!sound);
      }}
    />
  );
}
