import { useSyncExternalStore } from 'react';

export type Breakpoint = 'phone' | 'tablet' | 'wide';

const PHONE = '(max-width: 767px)';
const WIDE = '(min-width: 1100px)';

export function useBreakpoint(): Breakpoint {
  return useSyncExternalStore(watch, read);
}

function read(): Breakpoint {
  if (matchMedia(PHONE).matches) return 'phone';
  return matchMedia(WIDE).matches ? 'wide' : 'tablet';
}

function watch(listener: () => void): () => void {
  const queries = [matchMedia(PHONE), matchMedia(WIDE)];
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}
