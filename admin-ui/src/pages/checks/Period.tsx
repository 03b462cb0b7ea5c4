/** The days over which a check is run, in the address. */
import { useSearchParams } from 'react-router';
import { FilterControl } from '../../ui/filters.js';
import { useFilters } from '../../ui/useFilters.js';
import { isDay } from '../../ui/when.js';

/** The days of the address; null where it names none. */
export function usePeriod(): { from: string | null; to: string | null } {
  const [search] = useSearchParams();
  const read = (name: string) => {
    const asked = search.get(name) ?? '';
    return isDay(asked) ? asked : null;
  };
  const [from, to] = [read('from'), read('to')];
  // Days the wrong way round ask for nothing: the last one counts.
  return from && to && from > to ? { from: null, to } : { from, to };
}

/** The days as a file takes them. */
export function periodQuery({ from, to }: { from: string | null; to: string | null }) {
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

export function Period() {
  const filters = useFilters();
  return (
    <fieldset className="govuk-fieldset register-period">
      <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">Days</legend>
      <FilterControl filter={{ kind: 'day', name: 'from', label: 'First day' }} filters={filters} />
      <FilterControl filter={{ kind: 'day', name: 'to', label: 'Last day' }} filters={filters} />
    </fieldset>
  );
}
