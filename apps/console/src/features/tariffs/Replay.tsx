import { call, DateTime, DetailDrawer, EmptyState, Figure, Loaded, Money, priceText } from '@latchkey/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import type { StoreTariff } from './api.ts';

const DAYS = [7, 30, 60];
/** Basis points of bookings lost for each 100 % of rise: none, 5 %, 10 % of them for each tenth. */
const SENSITIVITIES = [0, 5_000, 10_000];

/** BIL-5: past bookings priced by the draft. */
export function Replay(props: { tariff: StoreTariff; open: boolean; onClose: () => void }) {
  const text = useAppText();
  const { tariff } = props;
  const [days, setDays] = useState(30);
  const [sensitivity, setSensitivity] = useState(0);
  const replay = useQuery({
    queryKey: ['tariffs', tariff.store.id, 'replay', tariff.draft?.revision, days, sensitivity],
    queryFn: () =>
      call('GET /staff/stores/:id/tariff-replay', { params: { id: tariff.store.id }, query: { days, sensitivity } }),
    enabled: props.open,
    placeholderData: keepPreviousData,
  });
  return (
    <DetailDrawer open={props.open} onClose={props.onClose} title={text('tariffs.replay.title')} width={620}>
      <p className="lk-soft">{text('tariffs.replay.hint')}</p>
      <div className="tariff-replay-asks">
        <div className="tariff-ask">
          <span className="lk-soft">{text('tariffs.replay.days')}</span>
          <Segmented value={days} options={DAYS} onChange={setDays} />
        </div>
        <div className="tariff-ask">
          <span className="lk-soft">{text('tariffs.replay.sensitivityHint')}</span>
          <Segmented
            value={sensitivity}
            options={SENSITIVITIES.map((value) => ({
              value,
              label: value === 0 ? text('tariffs.replay.none') : `${value / 1000}%`,
            }))}
            onChange={setSensitivity}
          />
        </div>
      </div>
      <Loaded query={replay}>
        {(data) =>
          data.before.stays === 0 ? (
            <EmptyState title={text('tariffs.replay.noStays')} />
          ) : (
            <Outcome tariff={tariff} replay={data} />
          )
        }
      </Loaded>
    </DetailDrawer>
  );
}

type Answered = Awaited<ReturnType<typeof call<'GET /staff/stores/:id/tariff-replay'>>>;

function changeText(before: number, after: number): string {
  if (before === 0) return '';
  const percent = ((after - before) / before) * 100;
  return `${percent >= 0 ? '+' : '−'}${Math.abs(percent).toFixed(1)}%`;
}

function Outcome(props: { tariff: StoreTariff; replay: Answered }) {
  const text = useAppText();
  const { tariff } = props;
  const { before, after, lost, changes } = props.replay;
  const hours = (minutes: number) => text('tariffs.replay.hoursValue', { n: Math.round(minutes / 6) / 10 });
  const then = (value: string) => `${text('tariffs.replay.before')} ${value}`;
  return (
    <>
      <div className="console-figures">
        <Figure
          label={text('tariffs.replay.revenue')}
          note={`${then(priceText(before.revenue))} · ${changeText(before.revenue, after.revenue)}`}
        >
          <Money fen={after.revenue} size="hero" />
        </Figure>
        <Figure
          label={text('tariffs.replay.hours')}
          note={`${then(hours(before.minutes))} · ${changeText(before.minutes, after.minutes)}`}
        >
          {hours(after.minutes)}
        </Figure>
        <Figure label={text('tariffs.replay.stays')} note={then(String(before.stays))}>
          {after.stays}
        </Figure>
      </div>
      {lost > 0 && <p className="tariff-danger">{text('tariffs.replay.lost', { n: lost })}</p>}
      {changes.length > 0 && (
        <>
          <h3>{text('tariffs.replay.changes')}</h3>
          <table className="console-lines">
            <tbody>
              {changes.map((change) => (
                <tr key={change.id}>
                  <td>
                    <DateTime at={change.from} zone={tariff.store.zone} />
                    <span className="lk-faint">
                      {` ${tariff.rooms.find((room) => room.id === change.roomId)?.name ?? ''}`}
                    </span>
                  </td>
                  <td className="console-end lk-figures">
                    {`${priceText(change.before)} → ${change.after === null ? text('tariffs.replay.gone') : priceText(change.after)}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  );
}
