import type { Answer } from '@latchkey/client';
import {
  call,
  DateTime,
  EmptyState,
  Figure,
  Loaded,
  Money,
  PageHead,
  Section,
  StateTag,
  TileSkeleton,
  useAgeText,
  useSession,
  useWord,
} from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useAppText } from '../../texts.ts';
import { Needs } from './Needs.tsx';
import { TrendChart } from './TrendChart.tsx';

export type Overview = Answer<'GET /staff/overview'>;

/** Read from top left to bottom right: today, what happens now, what needs me, the trend. */
export function Overview() {
  const text = useAppText();
  const age = useAgeText();
  const { staff } = useSession();
  const overview = useQuery({
    queryKey: ['overview'],
    queryFn: () => call('GET /staff/overview'),
    refetchInterval: 30_000,
  });
  return (
    <>
      <PageHead
        title={text('overview.title', { name: staff.name })}
        hint={overview.data ? text('overview.asOf', { age: age(Date.parse(overview.data.at)) }) : text('overview.hint')}
      />
      <Loaded query={overview} skeleton={<TileSkeleton count={4} />}>
        {(data) => <Body data={data} />}
      </Loaded>
    </>
  );
}

function Body(props: { data: Overview }) {
  const text = useAppText();
  const word = useWord();
  const { can } = useSession();
  const { data } = props;
  const shut = data.storesShut.map(({ availability, stores }) => `${word('availability', availability)} ${stores}`);
  return (
    <>
      <div className="console-figures">
        <Figure label={text('overview.salesToday')} note={text('overview.ordersToday', { n: data.ordersToday })}>
          <Money fen={data.salesToday} size="hero" />
        </Figure>
        <Figure
          label={text('overview.visitsNow')}
          note={text('overview.visitsToday', { n: data.visitsToday })}
          tone={data.visitsNow > 0 ? 'live' : undefined}
        >
          {data.visitsNow}
        </Figure>
        <Figure
          label={text('overview.storesOpen')}
          note={[text('overview.ofStores', { n: data.stores }), ...shut].join(' · ')}
        >
          {data.storesOpen}
        </Figure>
        <Figure
          label={text('overview.devicesOnline')}
          note={text('overview.ofDevices', { n: data.devices })}
          tone={data.devicesOnline < data.devices ? 'danger' : undefined}
        >
          {data.devicesOnline}
        </Figure>
      </div>
      <div className="overview-columns">
        <Section title={text('overview.trend')}>
          <TrendChart trend={data.trend} />
        </Section>
        <Section title={text('overview.needsMe')}>
          <Needs data={data} />
        </Section>
        {can('visits') && (
          <Section title={text('overview.insideNow')} extra={<Link to="/visits">{text('overview.allVisits')}</Link>}>
            <InsideNow />
          </Section>
        )}
      </div>
    </>
  );
}

function InsideNow() {
  const text = useAppText();
  const visits = useQuery({
    queryKey: ['visits', 'inside'],
    queryFn: () => call('GET /staff/visits', { query: { state: 'inside', limit: 8 } }),
    refetchInterval: 30_000,
  });
  return (
    <Loaded query={visits}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState compact title={text('overview.nobodyInside')} hint={text('overview.nobodyInsideHint')} />
        ) : (
          <ul className="console-needs">
            {items.map((visit) => (
              <li key={visit.id}>
                <Link to="/visits" search={{ open: visit.id } as never} className="console-need">
                  <span className="console-stack" style={{ flex: 1 }}>
                    <strong>{visit.store.name}</strong>
                    <span className="lk-soft">
                      {visit.member.name ?? visit.member.phone ?? visit.number} ·{' '}
                      <DateTime at={visit.enteredAt} zone={visit.store.zone} style="time" />
                    </span>
                  </span>
                  <StateTag kind="visit" value={visit.state} />
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
