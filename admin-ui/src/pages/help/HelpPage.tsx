import { Link } from 'react-router';
import { paths } from '../../paths.js';
import { Page } from '../../ui/Page.js';
import { topics } from './topics/index.js';

/** Where help begins: a page for each role, and what everyone asks. */
export default function HelpPage() {
  return (
    <Page title="Help">
      <h2 className="govuk-heading-m">By role</h2>
      <dl className="govuk-summary-list">
        {topics.map(({ slug, role, intro }) => (
          <div key={slug} className="govuk-summary-list__row govuk-summary-list__row--no-actions">
            <dt className="govuk-summary-list__key">
              <Link className="govuk-link" to={paths.helpFor(slug)}>
                {role}
              </Link>
            </dt>
            <dd className="govuk-summary-list__value">{intro}</dd>
          </div>
        ))}
      </dl>
      <h2 className="govuk-heading-m">What everyone asks</h2>
      <h3 className="govuk-heading-s">I have forgotten my password</h3>
      <p className="govuk-body">
        <Link className="govuk-link" to={paths.forgotPassword}>
          Ask for a link to a new one
        </Link>
        . You need your authenticator app as before.
      </p>
      <h3 className="govuk-heading-s">I have lost my phone</h3>
      <p className="govuk-body">
        Sign in with one of the recovery codes that you kept, then replace the authenticator app in
        your account. If you have no code, ask your coordinator or an administrator to reset your
        second factor.
      </p>
      <h3 className="govuk-heading-s">My code is refused</h3>
      <p className="govuk-body">
        Each code works once: wait for the next. If it is refused again, let your phone set its time
        by itself.
      </p>
      <h3 className="govuk-heading-s">I am asked to sign in while I type</h3>
      <p className="govuk-body">
        A session ends after 12 hours, or 2 hours without use, unless whoever runs the register has
        chosen otherwise. What you entered is still on the page: sign in and go on.
      </p>
      <h3 className="govuk-heading-s">What must not be in the register</h3>
      <p className="govuk-body">
        Nothing about victims, suspects or cases. Do not name or describe individuals in any text: a
        post will do. Every entry is kept in the history.
      </p>
      <h2 className="govuk-heading-m">About this service</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          <Link className="govuk-link" to={paths.accessibility}>
            Accessibility statement
          </Link>
        </li>
        <li>
          <a className="govuk-link" href="/explorer">
            Query explorer
          </a>
          , for those who build websites and apps on the register
        </li>
      </ul>
    </Page>
  );
}
