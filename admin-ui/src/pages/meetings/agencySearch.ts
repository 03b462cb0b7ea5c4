/** Finding agencies of the whole register by name: a partnership works with bodies that are not its members. */
import { useCallback } from 'react';
import { useClient } from 'urql';
import type { Option } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { words } from '../../ui/words.js';

const AgenciesQuery = graphql(`
  query AgencySearch_Agencies($text: String) {
    agencies(first: 20, filter: { text: $text }) { nodes { id name kind endedOn } }
  }
`);

/** A search for `LinkField` and `LinksField`. */
export function useAgencySearch(): (text: string) => Promise<Option[]> {
  const client = useClient();
  return useCallback(
    async (text) => {
      const { data } = await client.query(AgenciesQuery, { text: text.trim() || null }).toPromise();
      return (data?.agencies.nodes ?? []).map(({ id, name, kind, endedOn }) => ({
        value: id,
        label: name,
        hint: endedOn ? `${words(kind)}, ended` : words(kind),
      }));
    },
    [client],
  );
}
