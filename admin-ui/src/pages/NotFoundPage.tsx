import { Link, useParams } from 'react-router';
import { KeptDraft } from '../forms/KeptDraft.js';
import { paths } from '../paths.js';
import { Page } from '../ui/Page.js';

/** For addresses that lead nowhere, and for records that are not there or not for this person. */
export default function NotFoundPage() {
  const { id } = useParams();
  return (
    <Page title="Page not found">
      <p className="govuk-body">If you typed the address, check that it is right.</p>
      <p className="govuk-body">
        The page may have been removed, or it may not be for your role to see.
      </p>
      {id ? <KeptDraft name={id} /> : null}
      <p className="govuk-body">
        <Link className="govuk-link" to={paths.home}>
          Go to your home page
        </Link>
      </p>
    </Page>
  );
}
