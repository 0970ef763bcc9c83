import {
  type Column,
  DataTable,
  DateTime,
  type Filter,
  type ItemOf,
  StateTag,
  useList,
  useSession,
  useWord,
  useWordOptions,
} from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { BOARD_KEY, readBoard } from '../../live/board.ts';
import { useAppText } from '../../texts.ts';

type Service = ItemOf<'GET /staff/services'>;
const FILTERS = ['storeId', 'kind', 'agentId', 'visitId', 'bookingId', 'from', 'to'];

/** What was done, for whom, and what the device answered. */
export function Services() {
  const text = useAppText();
  const navigate = useNavigate();
  const list = useList({ key: 'services', route: 'GET /staff/services', filters: FILTERS });
  const board = useQuery({ queryKey: BOARD_KEY, queryFn: readBoard });
  const { id } = useSession().staff;
  const zoneOf = (storeId: string | undefined) => board.data?.stores.find((store) => store.id === storeId)?.zone;
  const stores = (board.data?.stores ?? []).map((store) => ({ value: store.id, label: store.name }));
  const filters: Filter[] = [
    { kind: 'choice', keys: ['storeId'], label: text('services.store'), options: stores },
    { kind: 'choice', keys: ['kind'], label: text('services.kind'), options: useWordOptions('service') },
    {
      kind: 'choice',
      keys: ['agentId'],
      label: text('services.agent'),
      options: [{ value: id, label: text('services.mine') }],
    },
    { kind: 'days', keys: ['from', 'to'], label: text('services.period'), zone: zoneOf(list.search.storeId) },
  ];
  const openVisit = (id: string | undefined) => {
    const visit = list.rows?.find((service) => service.id === id)?.visitId;
    if (visit) void navigate({ to: '.', search: { ...list.search, visit } as never, resetScroll: false });
  };
  return (
    <DataTable
      id="services"
      exportable="services"
      label={text('services.title')}
      list={{ ...list, open: openVisit }}
      columns={useColumns(zoneOf)}
      filters={filters}
      rowKey={(service) => service.id}
      rowTone={(service) => (service.outcome === 'failed' ? 'danger' : undefined)}
      openable
      empty={{ hint: text('services.empty') }}
    />
  );
}

function useColumns(zoneOf: (storeId: string) => string | undefined): Column<Service>[] {
  const text = useAppText();
  const word = useWord();
  return [
    {
      key: 'kind',
      title: text('services.kind'),
      render: (service) => word('service', service.kind),
      text: (service) => word('service', service.kind),
      phone: 'title',
    },
    {
      key: 'outcome',
      title: text('services.outcome'),
      render: (service) => <StateTag kind="outcome" value={service.outcome} />,
      text: (service) => word('outcome', service.outcome),
      phone: 'aside',
    },
    {
      key: 'store',
      title: text('services.store'),
      render: (service) => service.store.name,
      text: (service) => service.store.name,
    },
    {
      key: 'member',
      title: text('services.member'),
      render: (service) => service.memberName ?? '—',
      text: (service) => service.memberName ?? '',
    },
    {
      key: 'visit',
      title: text('services.visit'),
      render: (service) => <span className="lk-mono">{service.visitNumber ?? '—'}</span>,
      text: (service) => service.visitNumber ?? '',
      phone: 'none',
    },
    {
      key: 'agent',
      title: text('services.agent'),
      render: (service) => service.agent.name,
      text: (service) => service.agent.name,
    },
    {
      key: 'note',
      title: text('services.note'),
      render: (service) => service.note ?? '—',
      text: (service) => service.note ?? '',
      phone: 'none',
    },
    {
      key: 'requestedAt',
      title: text('services.requestedAt'),
      render: (service) => <DateTime at={service.requestedAt} zone={zoneOf(service.store.id)} style="second" />,
      text: (service) => service.requestedAt,
    },
  ];
}
