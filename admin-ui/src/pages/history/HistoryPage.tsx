import { Link, useSearchParams } from 'react-router';
import { plan } from '../../paths.js';
import { partnershipsOf, useViewer } from '../../session/Session.js';
import { Page } from '../../ui/Page.js';
import { History } from './History.js';
import { ProofState } from './proof/ProofState.js';

/** The history of everything that the person may see. */
export default function HistoryPage() {
  const viewer = useViewer();
  const [search] = useSearchParams();
  const entity = search.get('entity');
  const theirs = partnershipsOf(viewer);
  return (
    <Page title={entity ? 'History of one record' : 'History of the register'}>
      {entity ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={{ search: '' }}>
            Show the history of all records
          </Link>
        </p>
      ) : theirs.length === 1 && theirs[0] ? (
        <p className="govuk-body">
          <Link className="govuk-link" to={plan(theirs[0].slug).history}>
            Only the plan of {theirs[0].name}
          </Link>
        </p>
      ) : null}
      <ProofState />
      <History scope={{}} />
    </Page>
  );
}
