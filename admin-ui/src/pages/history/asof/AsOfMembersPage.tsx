import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/tada.js';
import { plan } from '../../../paths.js';
import { Loaded } from '../../../ui/Loaded.js';
import { Page } from '../../../ui/Page.js';
import { useAsOf } from './AsOfLayout.js';
import { MemberFields, MembersTable } from './MembersTable.js';

const MembersQuery = graphql(
  `
    query AsOfMembersPage_Members($slug: String!, $moment: DateTime!) {
      partnership(slug: $slug, asOf: $moment) {
        id
        name
        otherMembers
        memberships { ...AsOfMember }
      }
    }
  `,
  [MemberFields],
);

/** The members as they were listed. */
export default function AsOfMembersPage() {
  const { slug, moment } = useAsOf();
  const [query, ask] = useQuery({ query: MembersQuery, variables: { slug, moment } });
  return (
    <Loaded query={query} retry={ask} what="the members">
      {({ partnership }) => (
        <Page title="Members" caption={partnership?.name ?? null}>
          <MembersTable
            members={partnership?.memberships ?? []}
            name={({ id, nameAsPublished }) => (
              <Link className="govuk-link" to={plan(slug).asOfRecord(moment, id)}>
                {nameAsPublished}
              </Link>
            )}
          />
          {partnership?.otherMembers ? (
            <p className="govuk-body">Also: {partnership.otherMembers}</p>
          ) : null}
        </Page>
      )}
    </Loaded>
  );
}
