import { ConsoleShell, LiveBadge } from '@latchkey/ui';
import { Outlet } from '@tanstack/react-router';
import { useAppText } from '../texts.ts';
import { useFinder } from './find.tsx';
import { LiveRefresh } from './LiveRefresh.tsx';
import { useMenu } from './menu.tsx';

/** What stays on screen while pages change. */
export function Frame() {
  const text = useAppText();
  return (
    <ConsoleShell product={text('app.product')} groups={useMenu()} find={useFinder()} status={<LiveBadge />}>
      <LiveRefresh />
      <Outlet />
    </ConsoleShell>
  );
}
