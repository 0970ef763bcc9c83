import type { Answer } from '@latchkey/client';
import {
  call,
  DateTime,
  DetailDrawer,
  EmptyState,
  Facts,
  Loaded,
  MaskedText,
  Money,
  RecordTimeline,
  Section,
  StateTag,
  useSession,
  useWord,
} from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useAppText } from '../../texts.ts';

type Detail = Answer<'GET /staff/visits/:id'>;

export function VisitDrawer(props: { id: string | undefined; onClose: () => void }) {
  const text = useAppText();
  const visit = useQuery({
    queryKey: ['visits', 'one', props.id],
    queryFn: () => call('GET /staff/visits/:id', { params: { id: props.id ?? '' } }),
    enabled: props.id !== undefined,
  });
  return (
    <DetailDrawer
      open={props.id !== undefined}
      onClose={props.onClose}
      title={visit.data ? text('visits.one', { number: visit.data.visit.number }) : text('visits.title')}
    >
      <Loaded query={visit}>{(data) => <Body {...data} />}</Loaded>
    </DetailDrawer>
  );
}

function Body(props: Detail) {
  const text = useAppText();
  const word = useWord();
  const { visit, timeline } = props;
  const zone = visit.store.zone;
  return (
    <>
      <Section
        plain
        title={visit.store.name}
        extra={
          <span className="console-row">
            {visit.flags.map((flag) => (
              <StateTag key={flag} kind="visitFlag" value={flag} />
            ))}
            <StateTag kind="visit" value={visit.state} />
          </span>
        }
      >
        <Facts
          facts={[
            { label: text('fields.member'), value: <MemberLink visit={visit} /> },
            { label: text('members.level'), value: word('level', visit.member.level) },
            { label: text('visits.enteredAt'), value: <DateTime at={visit.enteredAt} zone={zone} style="second" /> },
            { label: text('visits.endedAt'), value: <DateTime at={visit.endedAt} zone={zone} style="second" /> },
            visit.ending && { label: text('visits.ending'), value: word('ending', visit.ending) },
            visit.exitRequestedAt && {
              label: text('visits.exitRequestedAt'),
              value: <DateTime at={visit.exitRequestedAt} zone={zone} style="second" />,
            },
            visit.cart && {
              label: text('visits.cart'),
              value: (
                <span>
                  {text('visits.pieces', { n: visit.cart.quantity })} · <Money fen={visit.cart.total} />
                </span>
              ),
            },
            visit.opening && {
              label: text('visits.door'),
              value: (
                <span className="console-row">
                  {word('openingPurpose', visit.opening.purpose)}
                  <StateTag kind="opening" value={visit.opening.state} />
                </span>
              ),
            },
          ]}
        />
      </Section>
      {visit.orders.length > 0 && <VisitOrders orders={visit.orders} />}
      <Section plain title={text('visits.timeline')}>
        {timeline.length === 0 ? (
          <EmptyState title={text('visits.noTimeline')} />
        ) : (
          <RecordTimeline entries={timeline} zone={zone} />
        )}
      </Section>
    </>
  );
}

function MemberLink(props: { visit: Detail['visit'] }) {
  const { can } = useSession();
  const { member } = props.visit;
  const name = <MaskedText value={member.name ?? member.phone} />;
  if (!can('members')) return name;
  return (
    <Link to="/members" search={{ open: member.id } as never}>
      {name}
    </Link>
  );
}

function VisitOrders(props: { orders: Detail['visit']['orders'] }) {
  const text = useAppText();
  const { can } = useSession();
  return (
    <Section plain title={text('visits.orders')}>
      {props.orders.map((order) => (
        <div key={order.id} className="console-need">
          <span className="lk-mono" style={{ flex: 1 }}>
            {can('orders') ? (
              <Link to="/orders" search={{ open: order.id } as never}>
                {order.number}
              </Link>
            ) : (
              order.number
            )}
          </span>
          <Money fen={order.payable} />
          <StateTag kind="order" value={order.state} />
        </div>
      ))}
    </Section>
  );
}
