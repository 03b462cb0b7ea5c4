import { useRouteError } from 'react-router';
import { Button } from '../ui/Button.js';
import { Page } from '../ui/Page.js';

/** When a page could not be loaded or drawn: after an upgrade, loading it anew is what helps. */
export function ErrorPage() {
  const error = useRouteError();
  console.error(error);
  return (
    <Page title="This page could not be shown">
      <p className="govuk-body">What you entered is kept in this browser. Load the page again.</p>
      <Button onClick={() => location.reload()}>Load again</Button>
    </Page>
  );
}
