import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { recordPath } from '../../paths.js';
import { labelWords, typeWords } from '../../ui/changeWords.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { History } from './History.js';

const RecordQuery = graphql(`
  query RecordHistoryPage_Record($id: ID!) {
    changes(first: 1, filter: { entity: $id }) {
      nodes { id entityType entityId entityLabel partnership { id slug } }
    }
  }
`);

/** The history of one record of any kind. */
export default function RecordHistoryPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: RecordQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the history">
      {({ changes: { nodes } }) => {
        const [last] = nodes;
        if (!last) return <NotFoundPage />;
        return (
          <Page
            title={`History of ${labelWords(last.entityLabel)}`}
            caption={typeWords(last.entityType)}
            key={id}
          >
            <p className="govuk-body">
              <Link className="govuk-link" to={recordPath(last)}>
                {typeWords(last.entityType)} as it is now
              </Link>
            </p>
            <History scope={{ entity: id }} partnership={slug ? last.partnership?.id : undefined} />
          </Page>
        );
      }}
    </Loaded>
  );
}
