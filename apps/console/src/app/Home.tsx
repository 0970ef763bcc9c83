import { EmptyState } from '@latchkey/ui';
import { Navigate } from '@tanstack/react-router';
import { useAppText } from '../texts.ts';
import { useMenu } from './menu.tsx';

/** Everyone lands on the first screen that they may see. */
export function Home() {
  const text = useAppText();
  const first = useMenu()[0]?.items[0];
  if (!first) return <EmptyState title={text('app.noMenuTitle')} hint={text('app.noMenuHint')} />;
  return <Navigate to={first.to} replace />;
}
