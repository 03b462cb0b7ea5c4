/** Who may be set as a host: any agency by a coordinator, their own by everybody else. */
import type { Option } from '../../forms/index.js';
import { holds, useViewer } from '../../session/Session.js';
import { useAgencySearch } from '../meetings/agencySearch.js';

type Agency = { id: string; name: string };

export function useHosts(partnership: { id: string; agencies: readonly Agency[] }) {
  const viewer = useViewer();
  const search = useAgencySearch();
  const any = holds(viewer, 'COORDINATOR', partnership.id);
  return {
    agencies: any ? partnership.agencies : viewer.agencies,
    search: any ? search : undefined,
    hint: any ? 'Agencies of the partnership, or others' : 'You can set your own agency',
  };
}

/** Each agency once, in this order. */
export function hostOptions(agencies: readonly Agency[]): Option[] {
  return [...new Map(agencies.map(({ id, name }) => [id, { value: id, label: name }])).values()];
}
