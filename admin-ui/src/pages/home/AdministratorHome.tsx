import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { paths } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { RecentChanges, RecentChangesFields } from '../../ui/RecentChanges.js';
import { count, day } from '../../ui/words.js';
import { Figures } from './Figures.js';
import { FindPartnership } from './FindPartnership.js';

const AdministratorQuery = graphql(
  `
    query AdministratorHome_Register {
      partnerships(first: 1) { totalCount }
      agencies(first: 1) { totalCount }
      users(first: 1) { totalCount }
      invitations(first: 5) {
        totalCount
        nodes { expiresAt user { id name } }
      }
      changes(first: 5) { ...RecentChanges }
    }
  `,
  [RecentChangesFields],
);

/** What an administrator looks after: partnerships, agencies and people. */
export function AdministratorHome() {
  const [query, ask] = useQuery({ query: AdministratorQuery });
  return (
    <Page title="The register">
      <Loaded query={query} retry={ask} what="the register">
        {({ partnerships, agencies, users, invitations, changes }) => (
          <>
            <Figures
              label="The register in figures"
              figures={[
                {
                  number: partnerships.totalCount,
                  what: partnerships.totalCount === 1 ? 'partnership' : 'partnerships',
                  to: paths.partnerships.list,
                },
                {
                  number: agencies.totalCount,
                  what: agencies.totalCount === 1 ? 'agency' : 'agencies',
                  to: paths.agencies.list,
                },
                {
                  number: users.totalCount,
                  what: users.totalCount === 1 ? 'person' : 'people',
                  to: paths.people.list,
                },
                {
                  number: invitations.totalCount,
                  what: 'waiting to accept',
                  to: paths.people.list,
                },
              ]}
            />
            <FindPartnership />
            <div className="register-columns">
              <section aria-labelledby="waiting">
                <h2 className="govuk-heading-m" id="waiting">
                  People waiting
                </h2>
                {invitations.nodes.length === 0 ? (
                  <p className="govuk-body">Everybody who was invited has an account.</p>
                ) : (
                  <>
                    <ul className="govuk-list govuk-list--bullet">
                      {invitations.nodes.map(({ user, expiresAt }) => (
                        <li key={user.id}>
                          <Link className="govuk-link" to={paths.people.one(user.id)}>
                            {user.name}
                          </Link>
                          {expiresAt ? `: invitation until ${day(expiresAt)}` : ': invited'}
                        </li>
                      ))}
                    </ul>
                    <p className="govuk-body">
                      <Link className="govuk-link" to={paths.people.list}>
                        All {count(invitations.totalCount, 'invitation')}
                      </Link>
                    </p>
                  </>
                )}
              </section>
              <RecentChanges
                changes={changes}
                historyTo={paths.history}
                heading="Latest changes"
                named
              />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}
