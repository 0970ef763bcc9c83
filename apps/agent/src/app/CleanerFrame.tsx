import { BellOutlined, ClearOutlined, UserOutlined } from '@ant-design/icons';
import { AgentShell, useUnread } from '@latchkey/ui';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Cleaning } from '../features/cleaning/Cleaning.tsx';
import { useAppText } from '../texts.ts';

/** What people see who clean and watch nothing: their rooms, wherever else an address leads. */
export function CleanerFrame() {
  const text = useAppText();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const items = [
    { to: '/cleaning', label: text('cleaning.title'), icon: <ClearOutlined /> },
    { to: '/inbox', label: text('inbox.title'), icon: <BellOutlined />, badge: useUnread() },
    { to: '/me', label: text('me.title'), icon: <UserOutlined /> },
  ];
  const elsewhere = path === '/inbox' || path === '/me';
  const title = path === '/inbox' ? 'inbox.title' : path === '/me' ? 'me.title' : 'cleaning.title';
  return (
    <AgentShell items={items} title={text(title)} extra={null}>
      {elsewhere ? <Outlet /> : <Cleaning />}
    </AgentShell>
  );
}
