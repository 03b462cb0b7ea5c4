import { Link } from 'react-router';
import { useQuery } from 'urql';
import type { ResultOf } from '../../graphql/tada.js';
import { paths } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { roleWords } from '../../ui/roleWords.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { count, moment } from '../../ui/words.js';
import { CodesNotKept } from './NotFinished.js';
import { AccountQuery } from './queries.js';

/** Who one is here, and what keeps the account safe. */
export default function AccountPage() {
  const [query, ask] = useQuery({ query: AccountQuery });
  return (
    <Page title="Your account">
      <Loaded query={query} retry={ask} what="your account">
        {({ viewer }) => (viewer ? <Account viewer={viewer} /> : null)}
      </Loaded>
    </Page>
  );
}

type Viewer = NonNullable<ResultOf<typeof AccountQuery>['viewer']>;

function Account({ viewer }: { viewer: Viewer }) {
  const { user, roles } = viewer;
  return (
    <>
      <h2 className="govuk-heading-m">About you</h2>
      <SummaryList
        rows={[
          { term: 'Name', value: user?.name },
          { term: 'Email address', value: user?.email },
          { term: 'Agency', value: user?.agency?.name },
          {
            term: 'Roles',
            value:
              roles.length > 0 ? (
                <ul className="govuk-list">
                  {roles.map((role) => (
                    <li key={role.id}>{roleWords(role)}</li>
                  ))}
                </ul>
              ) : (
                'You have no role at present. Ask your coordinator.'
              ),
          },
        ]}
      />
      <p className="govuk-body">
        If your name, address or agency is wrong, ask your coordinator or an administrator to change
        it.
      </p>
      <h2 className="govuk-heading-m">Signing in</h2>
      <CodesNotKept />
      <SummaryList rows={safety(viewer)} />
    </>
  );
}

function safety({ user, secondFactorAt, recoveryCodesLeft }: Viewer) {
  const left = recoveryCodesLeft ?? 0;
  return [
    {
      term: 'Password',
      value: user?.passwordChangedAt ? `Set on ${moment(user.passwordChangedAt)}` : 'Set',
      action: <Change to={paths.changePassword} name="Change" about="password" />,
    },
    {
      term: 'Authenticator app',
      value: secondFactorAt
        ? `Set up on ${moment(secondFactorAt)}`
        : 'Not set up. It keeps your account safe even if somebody learns your password.',
      action: (
        <Change
          to={paths.secondFactor}
          name={secondFactorAt ? 'Replace' : 'Set up'}
          about="authenticator app"
        />
      ),
    },
    ...(secondFactorAt
      ? [
          {
            term: 'Recovery codes',
            value: `${count(left, 'code')} left${left < 3 ? ': make new ones before they run out' : ''}`,
            action: <Change to={paths.recoveryCodes} name="Renew" about="recovery codes" />,
          },
        ]
      : []),
    {
      term: 'Where you are signed in',
      value: 'Browsers and programs that hold a session of yours',
      action: <Change to={paths.sessions} name="See" about="where you are signed in" />,
    },
    {
      term: 'Calendar addresses',
      value: 'Secret addresses by which calendar programs show what you see',
      action: <Change to={paths.calendarAddresses} name="See" about="calendar addresses" />,
    },
  ];
}

function Change({ to, name, about }: { to: string; name: string; about: string }) {
  return (
    <Link className="govuk-link" to={to}>
      {name}
      <span className="govuk-visually-hidden"> {about}</span>
    </Link>
  );
}
