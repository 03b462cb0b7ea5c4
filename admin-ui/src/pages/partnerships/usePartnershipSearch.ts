/** Finding partnerships by part of any of their names, for fields that link to them. */
import { useCallback } from 'react';
import { useClient } from 'urql';
import type { Option } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { words } from '../../ui/words.js';

const PartnershipsQuery = graphql(`
  query LinkPartnerships_Search($filter: PartnershipFilter!) {
    partnerships(filter: $filter, first: 20, orderBy: NAME) { nodes { id name kind } }
  }
`);

export function usePartnershipSearch(): (text: string) => Promise<Option[]> {
  const client = useClient();
  return useCallback(
    async (text: string) => {
      const filter = { text: text.trim() || null };
      const { data } = await client.query(PartnershipsQuery, { filter }).toPromise();
      return (data?.partnerships.nodes ?? []).map(({ id, name, kind }) => ({
        value: id,
        label: name,
        hint: words(kind).toLowerCase(),
      }));
    },
    [client],
  );
}
