import type { Answer, CallInput } from '@latchkey/client';
import type { RouteKey } from '@latchkey/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { call } from '../http/call.ts';
import type { Page } from './csv.ts';
import {
  activeFilters,
  type ListSearch,
  listQuery,
  listSearch,
  withCursor,
  withFilters,
  withOpen,
} from './url-state.ts';

/** Routes that answer pages. */
export type ListRoute = { [K in RouteKey]: Answer<K> extends Page<unknown> ? K : never }[RouteKey];
export type ItemOf<K extends ListRoute> = Answer<K> extends Page<infer Row> ? Row : never;

export type ListState<Row> = {
  search: ListSearch;
  /** The filters of the address that this list knows. */
  filters: ListSearch;
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
export function useList<K extends ListRoute>(options: {
  /** First part of the query key; news about this thing invalidates it. */
  key: string;
  route: K;
  filters: readonly string[];
}): ListState<ItemOf<K>> {
  const search = listSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const navigate = useNavigate();
  const trail = useRef<(string | undefined)[]>([]);
  const query = listQuery(search, options.filters);
  const fetch = (wanted: ListSearch) => fetchList(options.route, wanted);
  const result = useQuery({
    queryKey: [options.key, 'list', query],
    queryFn: () => fetch(query),
    placeholderData: keepPreviousData,
  });
  const go = (next: ListSearch) => void navigate({ to: '.', search: next as never, resetScroll: false });
  const restart = (next: ListSearch) => {
    trail.current = [];
    go(next);
  };
  return {
    search,
    filters: activeFilters(search, options.filters),
    rows: result.data?.items,
    nextCursor: result.data?.nextCursor ?? null,
    hasPrevious: search.cursor !== undefined,
    error: result.error,
    isFetching: result.isFetching,
    isStale: result.isPlaceholderData,
    updatedAt: result.dataUpdatedAt,
    refetch: () => void result.refetch(),
    filter: (changes) => restart(withFilters(search, changes)),
    replace: restart,
    next: () => {
      trail.current.push(search.cursor);
      go(withCursor(search, result.data?.nextCursor ?? undefined));
    },
    previous: () => go(withCursor(search, trail.current.pop())),
    open: (id) => go(withOpen(search, id)),
    fetchPage: (cursor) => fetch({ ...listQuery(withCursor(search, cursor), options.filters), limit: '100' }),
  };
}

/** The address bar holds text that nobody has checked; the server checks it and names what is wrong. */
async function fetchList<K extends ListRoute>(route: K, query: ListSearch): Promise<Page<ItemOf<K>>> {
  const input = { query } as unknown as CallInput<K>;
  const untyped = call as unknown as (route: K, input: CallInput<K>) => Promise<Page<ItemOf<K>>>;
  return untyped(route, input);
}
