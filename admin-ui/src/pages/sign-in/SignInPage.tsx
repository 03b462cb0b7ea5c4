import { useState } from 'react';
import { Navigate, useLocation, useSearchParams } from 'react-router';
import { paths } from '../../paths.js';
import { useSession } from '../../session/Session.js';
import { SignInForm } from '../../session/SignInForm.js';
import { Page } from '../../ui/Page.js';

/** The door. Whoever is signed in already goes on to where they wanted. */
export default function SignInPage() {
  const { viewer, refresh } = useSession();
  const [search] = useSearchParams();
  const [hasErrors, setErrors] = useState(false);
  // After a new password the address is known.
  const { state } = useLocation();
  const wanted = search.get('next') ?? paths.home;
  // Only our own addresses: a link must not lead elsewhere after signing in.
  const next = /^\/(?![/\\])/.test(wanted) ? wanted : paths.home;
  if (viewer) return <Navigate to={next} replace />;
  return (
    <Page title="Sign in" hasErrors={hasErrors}>
      <SignInForm
        email={typeof state?.email === 'string' ? state.email : ''}
        onErrors={setErrors}
        onSignedIn={refresh}
      />
      <p className="govuk-body">
        You need an account to change a plan.{' '}
        <a href="/" className="govuk-link">
          Read the plans
        </a>{' '}
        without one.
      </p>
    </Page>
  );
}
