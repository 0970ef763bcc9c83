import {
  AlertOutlined,
  AppstoreOutlined,
  BellOutlined,
  ClearOutlined,
  ClockCircleOutlined,
  CoffeeOutlined,
  FileDoneOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { AgentShell, LiveBadge, NoPermission, useSession, useUnread } from '@latchkey/ui';
import { Outlet, useRouterState } from '@tanstack/react-router';
import type { DeskAlert } from '../live/calls.ts';
import { useLiveBoard } from '../live/use-live-board.ts';
import { useOpenAlerts } from '../live/use-open-alerts.ts';
import { useOpenCases } from '../live/use-open-cases.ts';
import { type AgentKey, useAppText } from '../texts.ts';
import { CleanerFrame } from './CleanerFrame.tsx';
import { FirstGuide } from './FirstGuide.tsx';
import { Sheet } from './Sheet.tsx';
import { SoundBar, SoundSwitch } from './SoundSwitch.tsx';
import { StaleBar } from './StaleBar.tsx';
import { useAlarm } from './use-alarm.ts';

const TITLES: Record<string, AgentKey> = {
  '/': 'board.title',
  '/sessions': 'sessions.title',
  '/alerts': 'alerts.title',
  '/cleaning': 'cleaning.title',
  '/services': 'services.title',
  '/serving': 'serving.title',
  '/inbox': 'inbox.title',
  '/me': 'me.title',
};

export function Frame() {
  const { can } = useSession();
  if (can('desk')) return <Desk />;
  return can('cleaning') ? <CleanerFrame /> : <NoPermission />;
}

function Desk() {
  const text = useAppText();
  const { can } = useSession();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const updatedAt = useLiveBoard();
  const calls = useOpenAlerts();
  const cases = useOpenCases().data?.items.length ?? 0;
  const unread = useUnread();
  const alarm = useAlarm(calls);
  const items = [
    { to: '/', label: text('board.title'), icon: <AppstoreOutlined /> },
    { to: '/sessions', label: text('sessions.title'), icon: <ClockCircleOutlined /> },
    { to: '/alerts', label: text('alerts.title'), icon: <AlertOutlined />, badge: callsToCount(calls, cases) },
    ...(useSession().can('cleaning')
      ? [{ to: '/cleaning', label: text('cleaning.title'), icon: <ClearOutlined /> }]
      : []),
    { to: '/services', label: text('services.title'), icon: <FileDoneOutlined /> },
    ...(can('menus:serve') ? [{ to: '/serving', label: text('serving.title'), icon: <CoffeeOutlined /> }] : []),
    { to: '/inbox', label: text('inbox.title'), icon: <BellOutlined />, badge: unread },
    { to: '/me', label: text('me.title'), icon: <UserOutlined /> },
  ];
  return (
    <AgentShell
      items={items}
      title={text(TITLES[path] ?? 'board.title')}
      extra={
        <>
          <LiveBadge dataAt={updatedAt} />
          <SoundSwitch alarm={alarm} />
        </>
      }
    >
      <StaleBar dataAt={updatedAt} />
      {alarm.silent && <SoundBar alarm={alarm} />}
      <Outlet />
      <Sheet />
      <FirstGuide />
    </AgentShell>
  );
}

/** A case has an alert of its own: until somebody takes that one, it is counted already. */
function callsToCount(calls: readonly DeskAlert[], cases: number): number {
  const alerted = calls.filter((alert) => alert.kind === 'case').length;
  return calls.length - alerted + cases;
}
