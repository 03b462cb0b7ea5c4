/** What a change took out of the history for good: told by the changes that it was taken from. */
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { fieldWords, listed } from '../../ui/changeWords.js';
import type { ChangeEntry } from './queries.js';

const RemovedHereQuery = graphql(`
  query ChangePage_RemovedHere($entity: ID!, $to: DateTime!) {
    changes(first: 100, filter: { entity: $entity, to: $to }) {
      nodes { removedValues { field removal { at } } reasonRemoval { at } }
    }
  }
`);

type Told = ResultOf<typeof RemovedHereQuery>['changes']['nodes'];

export const isRemoval = ({ action }: { action: string }) =>
  action === 'REDACT' || action === 'ERASE';

export function RemovedHere({ change }: { change: ChangeEntry }) {
  const [{ data }] = useQuery({
    query: RemovedHereQuery,
    variables: { entity: change.entityId, to: change.at },
  });
  const names = namesRemoved(data?.changes.nodes ?? [], change.at);
  const what = change.action === 'ERASE' ? 'Personal details were' : 'A text was';
  return (
    <p className="govuk-body">
      {what} removed for good{names.length > 0 ? `: ${listed(names, 10)}` : ''}. The history no
      longer tells what it said.
    </p>
  );
}

/** What the texts are called that were removed at this moment. */
export function namesRemoved(changes: Told, at: string): string[] {
  const names = changes.flatMap(({ removedValues, reasonRemoval }) => [
    ...removedValues
      .filter(({ removal }) => removal.at === at)
      .map(({ field }) => fieldWords(field)),
    ...(reasonRemoval?.at === at ? ['the reason that was given'] : []),
  ]);
  return [...new Set(names)];
}
