import { useEffect, useState } from 'react';
import { type ApiError, asApiError } from '../api';
import { useResource } from './resource';

interface PageOf<T> {
  items: T[];
  nextCursor: string | null;
}

/** A list by cursor: the first page stays fresh, further ones are appended by hand. */
export function useList<T extends { id: string }, More extends object>(
  key: string | null,
  read: (cursor: string | undefined) => Promise<PageOf<T> & More>,
) {
  const first = useResource(key, () => read(undefined));
  const [rest, setRest] = useState<PageOf<T> | null>(null);
  const [busy, setBusy] = useState(false);
  const [moreError, setMoreError] = useState<ApiError | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at its top
  useEffect(() => setRest(null), [key]);
  const cursor = rest ? rest.nextCursor : (first.data?.nextCursor ?? null);
  const more = async () => {
    if (!cursor || busy) return;
    setBusy(true);
    setMoreError(null);
    try {
      const page = await read(cursor);
      setRest((before) => ({ items: [...(before?.items ?? []), ...page.items], nextCursor: page.nextCursor }));
    } catch (thrown) {
      setMoreError(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  const head = first.data?.items ?? null;
  const seen = new Set(head?.map(({ id }) => id));
  const items = head ? [...head, ...(rest?.items ?? []).filter(({ id }) => !seen.has(id))] : null;
  return {
    items,
    loading: first.loading,
    error: first.error,
    at: first.at,
    refresh: first.refresh,
    first: first.data,
    hasMore: cursor !== null,
    more,
    busy,
    moreError,
  };
}
