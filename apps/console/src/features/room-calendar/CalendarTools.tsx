import { LeftOutlined, PlusOutlined, RightOutlined, StopOutlined, UserAddOutlined } from '@ant-design/icons';
import { Button, Input, Segmented } from 'antd';
import { dayText, shiftDay } from '../../clock/store-clock.ts';
import { useAppText } from '../../texts.ts';
import { Legend } from './Legend.tsx';

export type View = 'day' | 'week';

export function CalendarTools(props: {
  view: View;
  day: string;
  zone: string;
  onView: (view: View) => void;
  onDay: (day: string) => void;
  onKeep: ((kind: 'walk_in' | 'block') => void) | null;
  onPermits: () => void;
}) {
  const text = useAppText();
  const { view, day, onDay, onKeep } = props;
  const step = view === 'day' ? 1 : 7;
  return (
    <div className="calendar-tools">
      <Segmented
        aria-label={text('roomCalendar.view')}
        value={view}
        options={(['day', 'week'] as const).map((value) => ({ value, label: text(`roomCalendar.${value}`) }))}
        onChange={props.onView}
      />
      <span className="calendar-steps">
        <Button
          icon={<LeftOutlined />}
          aria-label={text('roomCalendar.before')}
          onClick={() => onDay(shiftDay(day, -step))}
        />
        <Input
          type="date"
          className="calendar-date"
          aria-label={text('roomCalendar.date')}
          value={day}
          onChange={({ target: { value } }) => value && onDay(value)}
        />
        <Button
          icon={<RightOutlined />}
          aria-label={text('roomCalendar.after')}
          onClick={() => onDay(shiftDay(day, step))}
        />
        <Button onClick={() => onDay(dayText(Date.now(), props.zone))}>{text('roomCalendar.today')}</Button>
      </span>
      <Legend />
      <span className="calendar-acts">
        <Button icon={<UserAddOutlined />} onClick={props.onPermits}>
          {text('roomCalendar.permits')}
        </Button>
        {onKeep && (
          <>
            <Button icon={<StopOutlined />} onClick={() => onKeep('block')}>
              {text('roomCalendar.block')}
            </Button>
            <Button type="primary" icon={<PlusOutlined />} onClick={() => onKeep('walk_in')}>
              {text('roomCalendar.walkIn')}
            </Button>
          </>
        )}
      </span>
    </div>
  );
}
