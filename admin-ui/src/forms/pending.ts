import { startTransition, useState } from 'react';

/**
 * A deed that is not begun again while it goes on. It goes on until all that it waits for is
 * done: a page that is still being loaded after a save is part of it, for until then the form
 * stands there, and would send a second record.
 */
export function usePending<A extends unknown[]>(
  deed: (...given: A) => unknown,
): [run: (...given: A) => Promise<void>, isPending: boolean] {
  const [isPending, setPending] = useState(false);
  const run = async (...given: A) => {
    if (isPending) return;
    setPending(true);
    try {
      await deed(...given);
    } finally {
      // The router shows the next page in a transition: the form is usable not before that.
      startTransition(() => setPending(false));
    }
  };
  return [run, isPending];
}
