/** Finding agencies of the whole register by part of any of their names, for fields that link to them. */
import { useCallback } from 'react';
import { useClient } from 'urql';
import type { Option } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { londonDay, words } from '../../ui/words.js';
import { endWords } from './endWords.js';

const AgenciesQuery = graphql(`
  query LinkAgencies_Search($filter: AgencyFilter!) {
    agencies(filter: $filter, first: 20, orderBy: NAME) {
      nodes { id name kind endedOn }
    }
  }
`);

export function useAgencySearch(): (text: string) => Promise<Option[]> {
  const client = useClient();
  return useCallback(
    async (text: string) => {
      const filter = { text: text.trim() || null };
      const { data } = await client.query(AgenciesQuery, { filter }).toPromise();
      return (data?.agencies.nodes ?? []).map(({ id, name, kind, endedOn }) => ({
        value: id,
        label: name,
        hint: [words(kind).toLowerCase(), endWords(endedOn, londonDay()).toLowerCase()]
          .filter(Boolean)
          .join(', '),
      }));
    },
    [client],
  );
}
