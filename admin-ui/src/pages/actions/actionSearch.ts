/** Finding the action that another repeats, among all of the partnership that are no duplicates themselves. */
import { useCallback } from 'react';
import { useClient } from 'urql';
import type { Option } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { day, words } from '../../ui/words.js';
import { shortText } from './action.js';

const ActionsQuery = graphql(`
  query ActionSearch_Actions($filter: ActionFilter) {
    actions(first: 20, filter: $filter) { nodes { id reference text dueOn status } }
  }
`);

type Of = { id: string; partnership: { id: string } };

/** A search for `LinkField`. */
export function useActionSearch({ id, partnership }: Of): (text: string) => Promise<Option[]> {
  const client = useClient();
  const place = partnership.id;
  return useCallback(
    async (text) => {
      const filter = {
        partnership: place,
        text: text.trim() || null,
        status: [
          'OPEN' as const,
          'COMPLETED' as const,
          'SUPERSEDED' as const,
          'CANCELLED' as const,
        ],
      };
      const { data } = await client.query(ActionsQuery, { filter }).toPromise();
      return (data?.actions.nodes ?? [])
        .filter((other) => other.id !== id)
        .map(({ id: value, reference, text: what, dueOn, status }) => ({
          value,
          label: `${reference ? `${reference}: ` : ''}${shortText(what)}`,
          hint: dueOn ? `${words(status)}, due ${day(dueOn)}` : words(status),
        }));
    },
    [client, id, place],
  );
}
