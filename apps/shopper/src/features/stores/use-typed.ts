import { useEffect, useState } from 'react';

const PAUSE_MS = 300;

/** What is typed, and what to look for: the same after a short pause. */
export function useTyped() {
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return { typed, setTyped, search };
}
