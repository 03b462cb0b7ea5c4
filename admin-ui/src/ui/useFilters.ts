/** What a list is narrowed to and sorted by, kept in the address: it can be bookmarked, sent and gone back to. */
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

export type Filters = {
  /** The value of a filter, or an empty text. */
  get(name: string): string;
  /** The values of a filter of which several may be chosen. */
  all(name: string): string[];
  /** Sets a filter and goes back to the first page; an empty value takes it away. */
  set(name: string, value: string | string[]): void;
  /** Takes these filters away together. */
  clear(names: string[]): void;
};

/** The address with one filter set anew, on the first page of the list. */
export function withFilter(
  search: URLSearchParams,
  name: string,
  value: string | string[],
): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const gone of ['after', 'before', name]) next.delete(gone);
  for (const each of typeof value === 'string' ? [value] : value) {
    if (each) next.append(name, each);
  }
  return next;
}

/** Whether the address narrows a list: the order and the page do not. */
export function isNarrowed(search: URLSearchParams): boolean {
  return [...search].some(([name, value]) => value && !['sort', 'after', 'before'].includes(name));
}

export function useFilters(): Filters {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (name: string, value: string | string[]) =>
      // One entry of the browser's history for the list, not one for each tick.
      setSearch((old) => withFilter(old, name, value), { replace: true, preventScrollReset: true }),
    [setSearch],
  );
  const clear = useCallback(
    (names: string[]) =>
      setSearch((old) => names.reduce((left, name) => withFilter(left, name, ''), old), {
        replace: true,
        preventScrollReset: true,
      }),
    [setSearch],
  );
  return useMemo(
    () => ({
      get: (name) => search.get(name) ?? '',
      all: (name) => search.getAll(name),
      set,
      clear,
    }),
    [search, set, clear],
  );
}
