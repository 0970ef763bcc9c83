import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Page } from './csv.ts';
import { type ListSearch, listQuery, listSearch, withCursor, withFilters, withOpen } from './url-state.ts';

export type ListState<Row> = {
  search: ListSearch;
  query: ListSearch;
  rows: readonly Row[] | undefined;
  nextCursor: string | null;
  hasPrevious: boolean;
  error: unknown;
  isFetching: boolean;
  isStale: boolean;
  updatedAt: number;
  refetch: () => void;
  filter: (changes: Record<string, string | undefined>) => void;
  replace: (search: ListSearch) => void;
  next: () => void;
  previous: () => void;
  open: (id: string | undefined) => void;
  fetchPage: (cursor: string | undefined) => Promise<Page<Row>>;
};

/**
 * A list whose filters, page and open record live in the address. Cursors go one way, so the way back is
 * remembered here; a page that was reached by its link goes back to the first one.
 */
export function useList<Row>(options: {
  key: readonly unknown[];
  filters: readonly string[];
  fetch: (query: ListSearch) => Promise<Page<Row>>;
  refetchEveryMs?: number;
}): ListState<Row> {
  const search = listSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const navigate = useNavigate();
  const trail = useRef<(string | undefined)[]>([]);
  const query = listQuery(search, options.filters);
  const result = useQuery({
    queryKey: [...options.key, query],
    queryFn: () => options.fetch(query),
    placeholderData: keepPreviousData,
    refetchInterval: options.refetchEveryMs,
  });
  const go = (next: ListSearch, replace = false) =>
    void navigate({ to: '.', search: next as never, replace, resetScroll: false });
  return {
    search,
    query,
    rows: result.data?.items,
    nextCursor: result.data?.nextCursor ?? null,
    hasPrevious: search.cursor !== undefined,
    error: result.error,
    isFetching: result.isFetching,
    isStale: result.isPlaceholderData,
    updatedAt: result.dataUpdatedAt,
    refetch: () => void result.refetch(),
    filter: (changes) => {
      trail.current = [];
      go(withFilters(search, changes));
    },
    replace: (next) => {
      trail.current = [];
      go(next);
    },
    next: () => {
      trail.current.push(search.cursor);
      go(withCursor(search, result.data?.nextCursor ?? undefined));
    },
    previous: () => go(withCursor(search, trail.current.pop())),
    open: (id) => go(withOpen(search, id)),
    fetchPage: (cursor) =>
      options.fetch({
        ...listQuery({ ...search, cursor: '' }, options.filters),
        limit: '100',
        ...(cursor ? { cursor } : {}),
      }),
  };
}
