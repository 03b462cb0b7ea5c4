import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../../graphql/tada.js';
import { plan } from '../../../paths.js';
import { Loaded } from '../../../ui/Loaded.js';
import { Page } from '../../../ui/Page.js';
import { StrategyStateTag } from '../../../ui/Status.js';
import { isDay } from '../../../ui/when.js';
import { day as dayWords } from '../../../ui/words.js';
import NotFoundPage from '../../NotFoundPage.js';
import { MemberFields, MembersTable } from './MembersTable.js';

const InForceQuery = graphql(
  `
    query InForcePage_Plan($slug: String!, $on: Date!) {
      partnership(slug: $slug) {
        id
        name
        strategy(on: $on) {
          id
          title
          state
          periodLabel
          startsOn
          endsOn
          priorities { id heading }
        }
        memberships(on: $on) { ...AsOfMember }
      }
    }
  `,
  [MemberFields],
);

/** What was true in the world on a day, as the register knows it now. */
export default function InForcePage() {
  const { slug = '', day = '' } = useParams();
  const [query, ask] = useQuery({
    query: InForceQuery,
    variables: { slug, on: day },
    pause: !isDay(day),
  });
  if (!isDay(day)) return <NotFoundPage />;
  const to = plan(slug);
  return (
    <Loaded query={query} retry={ask} what="what was in force">
      {({ partnership }) => {
        if (!partnership) return <NotFoundPage />;
        const { strategy, memberships } = partnership;
        return (
          <Page title={`In force on ${dayWords(day)}`} caption={partnership.name}>
            <p className="govuk-body">
              This is what the register knows now of that day.{' '}
              <Link className="govuk-link" to={to.pickDay}>
                Ask what the register said then, or choose another day
              </Link>
            </p>
            <h2 className="govuk-heading-m">Strategy</h2>
            {strategy ? (
              <>
                <p className="govuk-body">
                  <Link className="govuk-link" to={to.strategies.one(strategy.id)}>
                    {strategy.title}
                  </Link>{' '}
                  <StrategyStateTag state={strategy.state} />
                </p>
                <ul className="govuk-list govuk-list--bullet">
                  {strategy.priorities.map(({ id, heading }) => (
                    <li key={id}>
                      <Link className="govuk-link" to={to.priorities.one(id)}>
                        {heading}
                      </Link>
                    </li>
                  ))}
                </ul>
              </>
            ) : (
              <p className="govuk-body">
                No published strategy covers that day, or its dates are not known.
              </p>
            )}
            <h2 className="govuk-heading-m">Members</h2>
            <MembersTable
              members={memberships}
              name={({ id, nameAsPublished }) => (
                <Link className="govuk-link" to={to.members.one(id)}>
                  {nameAsPublished}
                </Link>
              )}
            />
          </Page>
        );
      }}
    </Loaded>
  );
}
