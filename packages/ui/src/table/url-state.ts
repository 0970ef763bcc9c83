/** A list's state as it stands in the address: filters by name, `cursor` of the page, `open` record. All text. */
export type ListSearch = Record<string, string>;

/** Plain `a=b` addresses, readable and shareable; empty values are left out. */
export function parseSearch(text: string): ListSearch {
  const search: ListSearch = {};
  for (const [key, value] of new URLSearchParams(text)) if (value !== '') search[key] = value;
  return search;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(key, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** Keeps what is text: an address may hold anything. */
export function listSearch(raw: Record<string, unknown>): ListSearch {
  return Object.fromEntries(
    Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''),
  );
}

/** Sets or clears filters; a changed filter starts again at the first page. */
export function withFilters(search: ListSearch, changes: Record<string, string | undefined>): ListSearch {
  return listSearch({ ...search, ...changes, cursor: undefined });
}

export function withCursor(search: ListSearch, cursor: string | undefined): ListSearch {
  return listSearch({ ...search, cursor });
}

export function withOpen(search: ListSearch, open: string | undefined): ListSearch {
  return listSearch({ ...search, open });
}

/** The filters alone, of the names that the list knows. */
export function activeFilters(search: ListSearch, known: readonly string[]): ListSearch {
  return Object.fromEntries(Object.entries(search).filter(([key]) => known.includes(key)));
}

/** The query for the server: known filters and the cursor, never the open record. */
export function listQuery(search: ListSearch, known: readonly string[]): ListSearch {
  const query = activeFilters(search, known);
  return search.cursor ? { ...query, cursor: search.cursor } : query;
}
