import { useBreakpoint } from '@latchkey/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { CartsSheet } from '../features/board/CartsSheet.tsx';
import { StoreSheet } from '../features/board/StoreSheet.tsx';
import { VisitSheet } from '../features/board/VisitSheet.tsx';
import { CaseSheet } from '../features/cases/CaseSheet.tsx';
import { SessionSheet } from '../features/sessions/SessionSheet.tsx';
import { type AgentKey, useAppText } from '../texts.ts';

type Search = { visit?: string; store?: string; case?: string; carts?: string; session?: string };
type Shown = { title: AgentKey; content: ReactNode };

function shownBy(search: Search): Shown | null {
  if (search.case) return { title: 'cases.title', content: <CaseSheet key={search.case} id={search.case} /> };
  if (search.visit) return { title: 'visit.title', content: <VisitSheet key={search.visit} id={search.visit} /> };
  if (search.session)
    return { title: 'sessions.title', content: <SessionSheet key={search.session} id={search.session} /> };
  if (search.store) return { title: 'store.title', content: <StoreSheet key={search.store} id={search.store} /> };
  if (search.carts) return { title: 'carts.title', content: <CartsSheet /> };
  return null;
}

/** A visit, store or case over whatever is on screen: from the side where there is width, from below on a phone. */
export function Sheet() {
  const text = useAppText();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const phone = useBreakpoint() === 'phone';
  const shown = shownBy(search);
  const close = () => {
    const { visit: _visit, store: _store, case: _case, carts: _carts, session: _session, ...rest } = search;
    void navigate({ to: '.', search: rest as never, resetScroll: false });
  };
  return (
    <Drawer
      open={shown !== null}
      onClose={close}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '92dvh' : 480}
      title={shown && text(shown.title)}
      mask={phone}
      destroyOnHidden
      className="agent-sheet"
      styles={{ body: { padding: 0, display: 'flex', flexDirection: 'column' } }}
    >
      {shown?.content}
    </Drawer>
  );
}
