import type { QueryClient } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './http/query-client.ts';
import type { Catalogue } from './i18n/catalogue.ts';
import { createI18n } from './i18n/create-i18n.ts';
import type { Language } from './i18n/language.ts';
import { browserRealtime, RealtimeProvider } from './realtime/use-realtime.tsx';
import { SESSION_KEY } from './session/use-session.ts';
import { applyMode } from './theme/preference.ts';
import { StaffProvider } from './theme/StaffProvider.tsx';
import './tokens.css';
import './base.css';

/** Starts a staff app: language, theme, query cache and the live connection around `app`. */
export function boot(
  catalogues: Record<Language, Catalogue>,
  app: ReactNode,
): { i18n: i18n; queryClient: QueryClient } {
  applyMode();
  const i18n = createI18n(catalogues);
  const queryClient = createQueryClient({
    sessionKey: SESSION_KEY,
    onSignedOut: () => void queryClient.invalidateQueries({ queryKey: SESSION_KEY }),
  });
  const root = document.getElementById('root');
  if (!root) throw new Error('#root is missing');
  createRoot(root).render(
    <StrictMode>
      <StaffProvider i18n={i18n} queryClient={queryClient}>
        <RealtimeProvider realtime={browserRealtime()}>{app}</RealtimeProvider>
      </StaffProvider>
    </StrictMode>,
  );
  return { i18n, queryClient };
}
