import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { explainWeek, type RoomMode } from '@latchkey/pricing';
import { Loaded, Section } from '@latchkey/ui';
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useAppText } from '../../texts.ts';
import { type Content, type StoreTariff, useWeek } from './api.ts';
import { type ChosenCell, WeekCellDetail } from './WeekCellDetail.tsx';
import { WeekRow } from './WeekRow.tsx';
import { modesIn, mondayOf, todayIn, weekOf } from './week-rows.ts';

type Who = { roomId: string; memberLevel: string | null; mode: RoomMode };

/** BIL-2: the coloured week: which rule wins when, for a room, a level and a mode. */
export function PaintedWeek(props: { tariff: StoreTariff; content: Content }) {
  const text = useAppText();
  const { tariff, content } = props;
  const [weeks, setWeeks] = useState(0);
  const modes = modesIn(content);
  const [who, setWho] = useState<Who>({ roomId: tariff.rooms[0]?.id ?? '', memberLevel: null, mode: 'segmented' });
  const mode = modes.includes(who.mode) ? who.mode : (modes[0] ?? 'segmented');
  const monday = mondayOf(todayIn(tariff.store.zone), weeks);
  const week = useWeek(tariff.store.id, monday);
  const roomKindId = tariff.rooms.find((room) => room.id === who.roomId)?.kind ?? null;
  const { roomId, memberLevel } = who;
  const days = useMemo(() => {
    if (!week.data) return [];
    const rules = { id: 'shown', version: 0, ...content };
    return weekOf(explainWeek(rules, week.data, { roomId, roomKindId, memberLevel, mode }));
  }, [content, week.data, roomId, roomKindId, memberLevel, mode]);
  const [chosen, setChosen] = useState<ChosenCell | null>(null);
  const shown = chosen && days.some(({ cells }) => cells.includes(chosen.cell)) ? chosen : null;
  const step = (by: number) => setWeeks(by === 0 ? 0 : weeks + by);
  return (
    <Section title={text('tariffs.week.title')} extra={<WeekSteps weeks={weeks} onStep={step} />}>
      <p className="lk-soft">{text('tariffs.week.hint')}</p>
      <WhoPicker tariff={tariff} content={content} who={{ ...who, mode }} modes={modes} onChange={setWho} />
      <Loaded query={week}>
        {() => (
          <div className="tariff-week">
            <Hours />
            {days.map((day) => (
              <WeekRow key={day.date} day={day} content={content} chosen={shown} onChoose={setChosen} />
            ))}
          </div>
        )}
      </Loaded>
      {shown && <WeekCellDetail tariff={tariff} content={content} chosen={shown} mode={mode} />}
    </Section>
  );
}

function Hours() {
  return (
    <div className="tariff-row tariff-hours" aria-hidden="true">
      <span />
      <span className="tariff-scale">
        {[0, 6, 12, 18, 24].map((hour) => (
          <span key={hour} style={{ insetInlineStart: `${(hour / 24) * 100}%` }}>
            {hour}
          </span>
        ))}
      </span>
    </div>
  );
}

function WeekSteps(props: { weeks: number; onStep: (by: number) => void }) {
  const text = useAppText();
  return (
    <span className="console-row">
      <Button
        type="text"
        icon={<LeftOutlined />}
        aria-label={text('tariffs.week.before')}
        onClick={() => props.onStep(-1)}
      />
      <Button type="text" disabled={props.weeks === 0} onClick={() => props.onStep(0)}>
        {text('tariffs.week.today')}
      </Button>
      <Button
        type="text"
        icon={<RightOutlined />}
        aria-label={text('tariffs.week.after')}
        onClick={() => props.onStep(1)}
      />
    </span>
  );
}

function WhoPicker(props: {
  tariff: StoreTariff;
  content: Content;
  who: Who;
  modes: readonly RoomMode[];
  onChange: (who: Who) => void;
}) {
  const text = useAppText();
  const { tariff, content, who, modes } = props;
  const levels = [...new Set(content.rules.flatMap((rule) => rule.scope.memberLevels))];
  return (
    <div className="tariff-who">
      <Select
        aria-label={text('tariffs.week.room')}
        value={who.roomId}
        options={[
          ...tariff.rooms.map(({ id, name, kind }) => ({
            value: id,
            label: `${name} · ${text(`tariffs.kinds.${kind}`)}`,
          })),
          { value: '', label: text('tariffs.store') },
        ]}
        onChange={(roomId) => props.onChange({ ...who, roomId })}
      />
      <Select
        aria-label={text('tariffs.week.mode')}
        value={who.mode}
        options={modes.map((mode) => ({ value: mode, label: text(`tariffs.modes.${mode}`) }))}
        onChange={(mode) => props.onChange({ ...who, mode })}
      />
      {levels.length > 0 && (
        <Select
          aria-label={text('tariffs.week.level')}
          value={who.memberLevel ?? ''}
          options={[
            { value: '', label: text('tariffs.week.noLevel') },
            ...levels.map((level) => ({ value: level, label: level })),
          ]}
          onChange={(level) => props.onChange({ ...who, memberLevel: level === '' ? null : level })}
        />
      )}
    </div>
  );
}
