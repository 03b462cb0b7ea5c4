/** Lists that a page needs whole, such as the sittings of a meeting: read page after page. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CombinedError } from 'urql';

/** One page of a list; null when the record that has it is not there. */
export type OnePage<T> = {
  nodes: readonly T[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
} | null;

type Read<T> = (
  after: string | null,
) => Promise<{ page: OnePage<T> } | { page?: never; error: CombinedError }>;

/** As the state of `useQuery`. */
export type Every<T> = {
  data: T[] | undefined;
  error: CombinedError | undefined;
  fetching: boolean;
};

/** Reads the whole list, anew whenever `key` changes: the record's id, and a counter to ask again. */
export function useEvery<T>(key: string, read: Read<T>): [Every<T>, () => void] {
  const [again, setAgain] = useState(0);
  const [answer, setAnswer] = useState<Every<T>>({
    data: undefined,
    error: undefined,
    fetching: true,
  });
  const latest = useRef(read);
  latest.current = read;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key and the counter say when to ask anew
  useEffect(() => {
    let left = false;
    setAnswer((old) => ({ ...old, fetching: true }));
    every(latest.current).then((found) => {
      if (left) return;
      if (Array.isArray(found)) setAnswer({ data: found, error: undefined, fetching: false });
      else setAnswer((old) => ({ ...old, error: found, fetching: false }));
    });
    return () => {
      left = true;
    };
  }, [key, again]);
  return [answer, useCallback(() => setAgain((old) => old + 1), [])];
}

async function every<T>(read: Read<T>): Promise<T[] | CombinedError> {
  const found: T[] = [];
  let after: string | null = null;
  do {
    const answer: Awaited<ReturnType<Read<T>>> = await read(after);
    if (answer.page === undefined) return answer.error;
    found.push(...(answer.page?.nodes ?? []));
    after = answer.page?.pageInfo.hasNextPage ? answer.page.pageInfo.endCursor : null;
  } while (after);
  return found;
}
