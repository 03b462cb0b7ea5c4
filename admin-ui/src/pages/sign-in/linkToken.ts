import { useEffect, useState } from 'react';
import type { FormError } from '../../forms/errors.js';

/**
 * The secret of a link that was opened, `/set-up#secret`. It is taken out of the
 * address at once, so that it stays neither in the history nor in sight.
 */
function useLinkToken(): string {
  const [token] = useState(() => location.hash.slice(1));
  useEffect(() => {
    if (location.hash)
      window.history.replaceState(window.history.state, '', location.pathname + location.search);
  }, []);
  return token;
}

/** A link as it was pasted, without what letters and programs put around it. */
export const linkOf = (text: string) => text.trim().replace(/^[<"']+|[>"'.,]+$/g, '');

/** What to say when no link was pasted. */
export const badLink = (link: string): FormError[] =>
  link === ''
    ? [{ field: 'token', message: 'Is empty: paste the link from the letter, all of it' }]
    : [];

/** The link of a form: the secret that it was opened with, or what is pasted into it. */
export function useLink(refused: FormError[]) {
  const token = useLinkToken();
  const [wrong, setWrong] = useState<FormError[]>([]);
  /** The link to send; null when there is none, which the form says. */
  const take = (pasted: string): string | null => {
    const link = linkOf(pasted);
    const bad = badLink(link);
    setWrong(bad);
    return bad.length > 0 ? null : link;
  };
  return { token, take, errors: wrong.length > 0 ? wrong : refused };
}
