/** What the list of schemes is asked for, from what its address says. */
import type { VariablesOf } from '../../graphql/tada.js';
import type { SchemesQuery } from './SchemesPage.js';

type Variables = VariablesOf<typeof SchemesQuery>;
type Filter = NonNullable<Variables['filter']>;

/** How the list can be sorted. */
export const orders = [
  { value: 'NAME', label: 'Name' },
  { value: 'UPDATED_AT', label: 'Last changed' },
  { value: 'STARTS_ON', label: 'Start date' },
];

/** The filter of the address; what is not there is not asked for. */
export function filterOf(partnership: string, search: URLSearchParams): Filter {
  const agency = search.get('agency');
  const role = search.get('role');
  const status = search.getAll('status') as NonNullable<Filter['status']>;
  const kind = search.getAll('kind') as NonNullable<Filter['kind']>;
  const text = search.get('q')?.trim();
  const [linkType, link] = (search.get('serves') ?? '').split(':');
  return {
    partnership,
    ...(agency ? { agency } : {}),
    ...(agency && (role === 'LEAD' || role === 'PARTNER') ? { role } : {}),
    ...(status.length > 0 ? { status } : {}),
    ...(kind.length > 0 ? { kind } : {}),
    ...(text ? { text } : {}),
    ...(link && linkType === 'priority' ? { priority: link } : {}),
    ...(link && linkType === 'focus' ? { focusArea: link } : {}),
    ...(search.get('unled') === 'yes' ? { hasLead: false } : {}),
    ...(search.get('stale') === 'yes' ? { isStale: true } : {}),
    ...(search.get('archived') === 'yes' ? { includeArchived: true } : {}),
  };
}

/** The order of the address; by name if it says none that there is. */
export function orderOf(search: URLSearchParams): 'NAME' | 'UPDATED_AT' | 'STARTS_ON' {
  const sort = search.get('sort');
  return sort === 'UPDATED_AT' || sort === 'STARTS_ON' ? sort : 'NAME';
}
