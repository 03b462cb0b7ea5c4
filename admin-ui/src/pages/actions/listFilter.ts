/** What the list of actions is asked for, from what its address says. */
import type { VariablesOf } from '../../graphql/tada.js';
import type { ActionsQuery } from './ActionsPage.js';

type Variables = VariablesOf<typeof ActionsQuery>;
type Filter = NonNullable<Variables['filter']>;

export const orders = [
  { value: 'DUE_ON', label: 'Due date' },
  { value: 'UPDATED_AT', label: 'Last changed' },
];

export const shows = [
  { value: 'overdue', label: 'Overdue' },
  { value: 'closed', label: 'Closed' },
  { value: 'all', label: 'Open and closed' },
];

/** The filter of the address: open actions unless it says otherwise. `mine` is the agency acted for. */
export function filterOf(partnership: string, search: URLSearchParams, mine?: string): Filter {
  const show = search.get('show');
  const agency = search.get('mine') === 'yes' && mine ? mine : search.get('agency');
  const text = search.get('q')?.trim();
  const [from, to] = [search.get('from'), search.get('to')];
  return {
    partnership,
    ...(show === 'all' ? {} : show === 'overdue' ? { overdue: true } : { status: statuses(show) }),
    ...(agency ? { agency } : {}),
    ...(text ? { text } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(search.get('archived') === 'yes' ? { includeArchived: true } : {}),
  };
}

function statuses(show: string | null): NonNullable<Filter['status']> {
  return show === 'closed' ? ['COMPLETED', 'DUPLICATE', 'SUPERSEDED', 'CANCELLED'] : ['OPEN'];
}

/** The order of the address; by due date if it says none that there is. */
export function orderOf(search: URLSearchParams): 'DUE_ON' | 'UPDATED_AT' {
  return search.get('sort') === 'UPDATED_AT' ? 'UPDATED_AT' : 'DUE_ON';
}

type Listed = {
  reference: string | null;
  text: string;
  status: string;
  isOverdue: boolean;
  owners: readonly { id: string }[];
};

/** The same for the actions of one sitting, all of which are at hand. */
export function narrowed<A extends Listed>(
  actions: readonly A[],
  search: URLSearchParams,
  mine?: string,
): A[] {
  const { status, overdue, agency, text } = filterOf('', search, mine);
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return actions.filter((action) => {
    const said = `${action.reference ?? ''} ${action.text}`.toLowerCase();
    return (
      (!overdue || action.isOverdue) &&
      (!status || status.some((each) => each === action.status)) &&
      (!agency || action.owners.some(({ id }) => id === agency)) &&
      words.every((word) => said.includes(word))
    );
  });
}
