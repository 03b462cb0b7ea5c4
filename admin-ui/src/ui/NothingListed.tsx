/** What to say of a list with filters that is empty: for which nothing is found, or which has nothing yet. */
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { isNarrowed } from './useFilters.js';

export function NothingListed({ found, yet }: { found: ReactNode; yet: ReactNode }) {
  const [search] = useSearchParams();
  return <p className="govuk-body">{isNarrowed(search) ? found : yet}</p>;
}
