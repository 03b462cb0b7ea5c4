/** Partnerships and agencies to choose from: all of few, or found by typing. */
import { useCallback, useEffect, useState } from 'react';
import { type Client, useClient } from 'urql';
import type { Option } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';

const Partnerships = graphql(`
  query Places_Partnerships($text: String, $first: Int!, $after: String) {
    partnerships(filter: { text: $text }, first: $first, after: $after) {
      nodes { id name }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const Agencies = graphql(`
  query Places_Agencies($text: String, $partnership: ID) {
    agencies(filter: { text: $text, partnership: $partnership }, first: 30) {
      nodes { id name }
    }
  }
`);

type Node = { id: string; name: string };
const option = ({ id, name }: Node): Option => ({ value: id, label: name });

/** Finds partnerships, and agencies (of one partnership, if one is named), by part of their name. */
export function usePlaceSearch(partnership: string | null) {
  const client = useClient();
  const partnerships = useCallback(
    async (text: string) => {
      const variables = { text: text.trim() || null, first: 30 };
      const answer = await client.query(Partnerships, variables).toPromise();
      return answer.data?.partnerships.nodes.map(option) ?? [];
    },
    [client],
  );
  const agencies = useCallback(
    async (text: string) => {
      const variables = { text: text.trim() || null, partnership };
      const answer = await client.query(Agencies, variables).toPromise();
      return answer.data?.agencies.nodes.map(option) ?? [];
    },
    [client, partnership],
  );
  return { partnerships, agencies };
}

/** Every partnership of the register, by name, for a filter: some hundreds at most. */
export function useAllPartnerships(wanted: boolean): Option[] {
  const client = useClient();
  const [found, setFound] = useState<Option[]>([]);
  useEffect(() => {
    if (!wanted) return;
    let left = false;
    readAll(client).then((all) => {
      if (!left) setFound(all);
    });
    return () => {
      left = true;
    };
  }, [client, wanted]);
  return found;
}

async function readAll(client: Client): Promise<Option[]> {
  const all: Option[] = [];
  let after: string | null = null;
  do {
    const variables: { first: number; after: string | null } = { first: 100, after };
    const { data } = await client
      .query(Partnerships, variables, { requestPolicy: 'cache-first' })
      .toPromise();
    all.push(...(data?.partnerships.nodes.map(option) ?? []));
    const info = data?.partnerships.pageInfo;
    after = info?.hasNextPage ? info.endCursor : null;
  } while (after);
  return all;
}
