import { useEffect, useState } from 'react';

/**
 * The secret of a link that was opened, `/set-up#secret`. It is taken out of the
 * address at once, so that it stays neither in the history nor in sight.
 */
export function useLinkToken(): string {
  const [token] = useState(() => location.hash.slice(1));
  useEffect(() => {
    if (location.hash)
      window.history.replaceState(window.history.state, '', location.pathname + location.search);
  }, []);
  return token;
}
