import { useBreakpoint } from '@latchkey/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { StoreSheet } from '../features/board/StoreSheet.tsx';
import { VisitSheet } from '../features/board/VisitSheet.tsx';
import { useAppText } from '../texts.ts';

/** A visit or a store over whatever is on screen: from the side where there is width, from below on a phone. */
export function Sheet() {
  const text = useAppText();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { visit?: string; store?: string };
  const phone = useBreakpoint() === 'phone';
  const close = () => {
    const { visit: _visit, store: _store, ...rest } = search;
    void navigate({ to: '.', search: rest as never, resetScroll: false });
  };
  return (
    <Drawer
      open={search.visit !== undefined || search.store !== undefined}
      onClose={close}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '92dvh' : 480}
      title={text(search.visit ? 'visit.title' : 'store.title')}
      mask={phone}
      destroyOnHidden
      className="agent-sheet"
      styles={{ body: { padding: 0, display: 'flex', flexDirection: 'column' } }}
    >
      {search.visit ? <VisitSheet id={search.visit} /> : search.store ? <StoreSheet id={search.store} /> : null}
    </Drawer>
  );
}
