/** Finding schemes of a partnership by part of their name, for fields that link to them. */
import { useCallback } from 'react';
import { useClient } from 'urql';
import type { Option } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { words } from '../../ui/words.js';

const SchemesQuery = graphql(`
  query LinkSchemes_Search($filter: ProjectFilter!) {
    projects(filter: $filter, first: 20, orderBy: NAME) {
      nodes { id name kind leadAgency { id name } }
    }
  }
`);

export function useSchemeSearch(partnership: string): (text: string) => Promise<Option[]> {
  const client = useClient();
  return useCallback(
    async (text: string) => {
      const filter = { partnership, text: text.trim() || null };
      const { data } = await client.query(SchemesQuery, { filter }).toPromise();
      // Two schemes may have one name: what they are and who leads them tells them apart.
      return (data?.projects.nodes ?? []).map(({ id, name, kind, leadAgency }) => ({
        value: id,
        label: name,
        hint: leadAgency?.name ?? words(kind).toLowerCase(),
      }));
    },
    [client, partnership],
  );
}
