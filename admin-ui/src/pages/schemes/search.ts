/** Finding schemes by part of their name, for forms that link to them. */
import { useCallback } from 'react';
import { useClient } from 'urql';
import type { Option } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';

const FindSchemes = graphql(`
  query Search_Schemes($partnership: ID!, $text: String) {
    projects(filter: { partnership: $partnership, text: $text }, first: 20) {
      nodes { id name status }
    }
  }
`);

/** The `search` of a `LinkField`: the schemes of a partnership that hold these words. */
export function useSchemeSearch(partnership: string): (text: string) => Promise<Option[]> {
  const client = useClient();
  return useCallback(
    async (text) => {
      const wanted = text.trim() || null;
      const { data } = await client.query(FindSchemes, { partnership, text: wanted }).toPromise();
      return (data?.projects.nodes ?? []).map(({ id, name }) => ({ value: id, label: name }));
    },
    [client, partnership],
  );
}
