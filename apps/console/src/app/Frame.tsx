import { ConsoleShell, InboxBell, LiveBadge } from '@latchkey/ui';
import { Outlet } from '@tanstack/react-router';
import { FirstGuide } from '../guide/FirstGuide.tsx';
import { useAppText } from '../texts.ts';
import { useFinder } from './find.tsx';
import { LiveRefresh } from './LiveRefresh.tsx';
import { useMenu } from './menu.tsx';
import { useMessageTarget } from './messages.ts';

/** What stays on screen while pages change. */
export function Frame() {
  const text = useAppText();
  return (
    <ConsoleShell
      product={text('app.product')}
      groups={useMenu()}
      find={useFinder()}
      status={<LiveBadge />}
      tools={<InboxBell target={useMessageTarget()} />}
    >
      <LiveRefresh />
      <Outlet />
      <FirstGuide />
    </ConsoleShell>
  );
}
