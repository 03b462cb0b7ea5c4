/** For partner admins and contributors: what their agency has to keep true. */
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { addDays } from '../../ui/london.js';
import { Page } from '../../ui/Page.js';
import { ChangeLineFields, RecentChanges, RecentChangesFields } from '../../ui/RecentChanges.js';
import { londonDay } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { ActionsDue, ActionsDueFields } from './ActionsDue.js';
import { OwnSchemeFields, OwnSchemes } from './OwnSchemes.js';
import { Unclaimed, UnclaimedFields } from './Unclaimed.js';
import { Upcoming, UpcomingFields } from './Upcoming.js';
import { UpdateDue, UpdateDueFields } from './UpdateDue.js';
import { latestOf } from './urgency.js';

const AgencyHomeQuery = graphql(
  `
    query AgencyHome_Plan($slug: String!, $partnership: ID!, $agency: ID!, $from: Date!, $to: Date!) {
      partnership(slug: $slug) {
        id
        name
        viewerCanAddRecords
        stale: projects(first: 10, filter: { agency: $agency, role: LEAD, isStale: true }) {
          totalCount
          nodes { ...OwnScheme }
        }
        led: projects(first: 25, filter: { agency: $agency, role: LEAD, isStale: false }) {
          totalCount
          nodes { ...OwnScheme }
        }
        joined: projects(first: 10, filter: { agency: $agency, role: PARTNER }) {
          totalCount
          nodes { ...OwnScheme }
        }
        touched: projects(first: 5, filter: { agency: $agency }, orderBy: UPDATED_AT) {
          nodes { changes(first: 5) { nodes { ...ChangeLine } } }
        }
        gaps { projectsWithoutLead(first: 5) { ...Unclaimed } }
        actions(first: 5, filter: { agency: $agency, status: [OPEN] }, orderBy: DUE_ON) {
          ...ActionsDue
        }
        calendar(from: $from, to: $to) { ...Upcoming }
      }
      updateRequests(partnership: $partnership, state: OPEN) { ...UpdateDue }
      byUs: changes(first: 3, filter: { partnership: $partnership, agency: $agency }) {
        ...RecentChanges
      }
    }
  `,
  [
    UpdateDueFields,
    OwnSchemeFields,
    UnclaimedFields,
    ActionsDueFields,
    UpcomingFields,
    ChangeLineFields,
    RecentChangesFields,
  ],
);

type Answer = ResultOf<typeof AgencyHomeQuery>;
type Agency = { id: string; name: string };

export function AgencyHome({ slug, agencies }: { slug: string; agencies: Agency[] }) {
  const [search] = useSearchParams();
  const agency = agencies.find(({ id }) => id === search.get('agency')) ?? agencies[0];
  if (!agency) return <NotFoundPage />;
  return <OneAgency key={agency.id} slug={slug} agency={agency} all={agencies} />;
}

function OneAgency({ slug, agency, all }: { slug: string; agency: Agency; all: Agency[] }) {
  const today = londonDay();
  const [query, ask] = useQuery({
    query: AgencyHomeQuery,
    variables: { slug, partnership: slug, agency: agency.id, from: today, to: addDays(today, 60) },
  });
  return (
    <Loaded query={query} retry={ask} what="your schemes">
      {({ partnership, byUs, updateRequests }) =>
        partnership ? (
          <Page
            title={agency.name}
            caption={partnership.name}
            actions={
              partnership.viewerCanAddRecords ? (
                <Link
                  className="govuk-button govuk-button--secondary"
                  to={plan(slug).schemes.create}
                >
                  Add a scheme
                </Link>
              ) : null
            }
          >
            {all.length > 1 ? <OtherAgencies shown={agency} all={all} /> : null}
            <UpdateDue slug={slug} agency={agency} requests={updateRequests} />
            <Sections
              slug={slug}
              agency={agency}
              partnership={partnership}
              byUs={byUs}
              refresh={() => ask({ requestPolicy: 'network-only' })}
            />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type SectionsProps = {
  slug: string;
  agency: Agency;
  partnership: NonNullable<Answer['partnership']>;
  byUs: Answer['byUs'];
  refresh(): void;
};

function Sections({ slug, agency, partnership, byUs, refresh }: SectionsProps) {
  const { stale, led, joined, touched, gaps, actions, calendar } = partnership;
  const to = plan(slug);
  const led25 = [...stale.nodes, ...led.nodes];
  // The newest five are among those of the five schemes that were changed last.
  const touching = latestOf([...touched.nodes.map(({ changes }) => changes.nodes), byUs.nodes], 5);
  return (
    <>
      <OwnSchemes
        slug={slug}
        agency={agency}
        heading="Your schemes"
        schemes={led25}
        total={stale.totalCount + led.totalCount}
        as="LEAD"
      />
      <Unclaimed
        slug={slug}
        agency={agency}
        unclaimed={gaps.projectsWithoutLead}
        onClaimed={refresh}
      />
      <div className="register-columns">
        <ActionsDue slug={slug} actions={actions} agency={agency.id} />
        <Upcoming slug={slug} occurrences={calendar} />
      </div>
      {joined.totalCount > 0 ? (
        <OwnSchemes
          slug={slug}
          agency={agency}
          heading="Schemes you take part in"
          schemes={joined.nodes}
          total={joined.totalCount}
          as="PARTNER"
        />
      ) : null}
      <RecentChanges
        changes={{ nodes: touching }}
        historyTo={to.history}
        heading="Recent changes to your schemes, or by your agency"
        named
      />
    </>
  );
}

function OtherAgencies({ shown, all }: { shown: Agency; all: Agency[] }) {
  return (
    <nav aria-label="Your agencies">
      <ul className="govuk-list register-inline">
        {all.map(({ id, name }) => (
          <li key={id}>
            <Link
              className="govuk-link"
              to={{ search: `agency=${encodeURIComponent(id)}` }}
              aria-current={id === shown.id ? 'true' : undefined}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
