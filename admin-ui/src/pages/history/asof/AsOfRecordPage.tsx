import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/tada.js';
import { paths, recordHistoryPath, recordPath } from '../../../paths.js';
import { actorName, didWhat, labelWords, typeWords } from '../../../ui/changeWords.js';
import { Loaded } from '../../../ui/Loaded.js';
import { Page } from '../../../ui/Page.js';
import { ChangeLineFields } from '../../../ui/RecentChanges.js';
import { moment as momentWords } from '../../../ui/words.js';
import { asRecord } from '../values.js';
import { RecordFields } from '../WholeRecord.js';
import { useAsOf } from './AsOfLayout.js';

const RecordQuery = graphql(
  `
    query AsOfRecordPage_Record($id: ID!, $moment: DateTime!) {
      changes(first: 1, filter: { entity: $id, to: $moment }) {
        nodes { ...ChangeLine after removedValues { field removal { at reason actor } } }
      }
    }
  `,
  [ChangeLineFields],
);

/** Everything that one record said at a moment: what the last change before it left. */
export default function AsOfRecordPage() {
  const { moment } = useAsOf();
  const { id = '' } = useParams();
  const [query, ask] = useQuery({ query: RecordQuery, variables: { id, moment } });
  return (
    <Loaded query={query} retry={ask} what="the record">
      {({ changes: { nodes } }) => {
        const [last] = nodes;
        if (!last) {
          return (
            <Page title="Not there yet">
              <p className="govuk-body">
                The register held no such record on {momentWords(moment)}, or it is not for your
                role to see.
              </p>
            </Page>
          );
        }
        return (
          <Page key={id} title={labelWords(last.entityLabel)} caption={typeWords(last.entityType)}>
            {asRecord(last.after).archived ? (
              <p className="govuk-body">It was archived then.</p>
            ) : null}
            <p className="govuk-body">
              Last changed before that by {actorName(last.actor)} on {momentWords(last.at)}, who{' '}
              <Link className="govuk-link" to={paths.change(last.id)}>
                {didWhat(last)}
              </Link>
              . Other records are named as they are called now.
            </p>
            <RecordFields record={last.after} removed={last.removedValues} />
            <p className="govuk-body">
              <Link className="govuk-link" to={recordPath(last)}>
                {typeWords(last.entityType)} as it is now
              </Link>
              {' · '}
              <Link className="govuk-link" to={recordHistoryPath(last)}>
                All its changes
              </Link>
            </p>
          </Page>
        );
      }}
    </Loaded>
  );
}
