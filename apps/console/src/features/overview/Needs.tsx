import type { Permission } from '@latchkey/contract';
import { call, EmptyState, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ConsoleKey, useAppText } from '../../texts.ts';
import type { Overview } from './Overview.tsx';

type Need = {
  key: ConsoleKey;
  count: number;
  urgent?: boolean;
  permission: Permission;
  to: string;
  search: Record<string, string>;
};

/** What waits for a person, worst first; each leads to its own filtered list. */
export function Needs(props: { data: Overview }) {
  const text = useAppText();
  const { can } = useSession();
  const { data } = props;
  const waiting = usePriceReviews();
  const needs: Need[] = [
    {
      key: 'overview.alerts',
      count: data.openAlerts,
      urgent: true,
      permission: 'desk',
      to: '/agent/alerts',
      search: {},
    },
    {
      key: 'overview.abnormalOrders',
      count: data.abnormalOrders,
      urgent: true,
      permission: 'orders',
      to: '/orders',
      search: { abnormal: 'true' },
    },
    {
      key: 'overview.offline',
      count: data.devices - data.devicesOnline,
      permission: 'devices',
      to: '/devices',
      search: { connectivity: 'offline' },
    },
    {
      key: 'overview.priceReviews',
      count: waiting,
      permission: 'listings',
      to: '/price-reviews',
      search: { state: 'pending' },
    },
    {
      key: 'overview.lowStock',
      count: data.lowStock,
      permission: 'listings',
      to: '/listings',
      search: { lowStock: 'true' },
    },
  ];
  const open = needs.filter((need) => need.count > 0);
  if (open.length === 0) return <EmptyState compact title={text('overview.nothing')} />;
  return (
    <ul className="console-needs">
      {open.map((need) => (
        <li key={need.key}>
          <NeedRow need={need} reachable={can(need.permission)} label={text(need.key)} />
        </li>
      ))}
    </ul>
  );
}

/** CAT-4: prices that wait for this person to decide; at most a page is counted. */
function usePriceReviews(): number {
  const { can } = useSession();
  const reviews = useQuery({
    queryKey: ['price-reviews', 'waiting'],
    queryFn: () => call('GET /staff/price-reviews', { query: { state: 'pending', limit: 100 } }),
    enabled: can('listings') && can('products:edit'),
  });
  return reviews.data?.items.length ?? 0;
}

function NeedRow(props: { need: Need; reachable: boolean; label: string }) {
  const { need } = props;
  const className = `console-need${need.urgent ? ' console-need-urgent' : ''}`;
  const content = (
    <>
      <span className="console-need-count">{need.count}</span>
      <span>{props.label}</span>
    </>
  );
  if (!props.reachable) return <span className={className}>{content}</span>;
  // The desk is another app of the same origin.
  if (need.to.startsWith('/agent')) {
    return (
      <a href={need.to} className={className}>
        {content}
      </a>
    );
  }
  return (
    <Link to={need.to} search={need.search as never} className={className}>
      {content}
    </Link>
  );
}
