import { SoundFilled, SoundOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useAppText } from '../texts.ts';
import type { Alarm } from './use-alarm.ts';
import './bars.css';

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
      onClick={() => setSound(!sound)}
    />
  );
}

/** Browsers keep a page silent until it is touched: the agent is told, and one touch mends it. */
export function SoundBar(props: { alarm: Alarm }) {
  const text = useAppText();
  return (
    <div className="bar bar-sound" role="status">
      <span>{text('alerts.askSound')}</span>
      <Button type="primary" onClick={() => props.alarm.setSound(true)}>
        {text('alerts.askSoundGo')}
      </Button>
    </div>
  );
}
