/** What the records are called whose ids stand inside of what a record held. */
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { NamesQuery } from './queries.js';
import { idsIn, type Names } from './values.js';

/** The names for all ids inside the values; those of people are not asked for. */
export function useNames(...values: unknown[]): { names: Names; fetching: boolean } {
  const all = [...new Set(values.flatMap(idsIn))].slice(0, 100);
  const [{ data, fetching }] = useQuery({
    query: NamesQuery,
    variables: { ids: all },
    pause: all.length === 0,
  });
  const names = useMemo(() => {
    const found = new Map<string, string>();
    for (const node of data?.nodes ?? []) {
      const known = node as Record<string, string | undefined> | null;
      const name =
        known?.name ?? known?.title ?? known?.heading ?? known?.text ?? known?.nameAsPublished;
      if (known?.id && name) found.set(known.id, name);
    }
    return found;
  }, [data]);
  return { names, fetching };
}
