/** The plan at a glance, for its coordinator: how priorities stand, and what is missing. */
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan, publicPlan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { RecentChanges, RecentChangesFields } from '../../ui/RecentChanges.js';
import { StrategyStateTag } from '../../ui/Status.js';
import NotFoundPage from '../NotFoundPage.js';
import { AssignLeads, UnledFields } from './AssignLeads.js';
import { Figures } from './Figures.js';
import { Gaps, GapsFields } from './Gaps.js';
import { Priorities, PriorityRowFields } from './Priorities.js';
import { UpdatesAsked, UpdatesAskedFields } from './UpdatesAsked.js';

const OverviewQuery = graphql(
  `
    query Overview_Plan($slug: String!, $partnership: ID!) {
      updateRequests(partnership: $partnership, state: OPEN) { ...UpdatesAsked }
      partnership(slug: $slug) {
        id
        slug
        name
        viewerCanAssignLeads
        viewerCanEditPlan
        viewerCanSeeHistory
        strategy {
          id
          title
          state
          periodLabel
          priorities { ...PriorityRow }
        }
        projects(first: 1) { totalCount }
        agencies { id name }
        gaps {
          ...Gaps
          projectsWithoutLead(first: 10) { totalCount nodes { ...Unled } }
        }
        changes(first: 5) { ...RecentChanges }
      }
    }
  `,
  [UpdatesAskedFields, PriorityRowFields, GapsFields, UnledFields, RecentChangesFields],
);

type Plan = NonNullable<ResultOf<typeof OverviewQuery>['partnership']>;

export function Overview({ slug }: { slug: string }) {
  const [query, ask] = useQuery({ query: OverviewQuery, variables: { slug, partnership: slug } });
  return (
    <Loaded query={query} retry={ask} what="the plan">
      {({ partnership, updateRequests }) =>
        partnership ? (
          <Page
            title={partnership.name}
            caption="The plan at a glance"
            actions={
              <a
                className="govuk-button govuk-button--secondary"
                href={publicPlan(partnership.slug).page}
              >
                See the public page
              </a>
            }
          >
            <Sections
              slug={slug}
              partnership={partnership}
              requests={updateRequests}
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

type Asked = ResultOf<typeof OverviewQuery>['updateRequests'];
type Props = { slug: string; partnership: Plan; requests: Asked; refresh(): void };

function Sections({ slug, partnership, requests, refresh }: Props) {
  const { strategy, gaps, agencies, changes, projects } = partnership;
  const to = plan(slug);
  const drafts = gaps.draftStrategies.totalCount;
  const isEmpty = projects.totalCount === 0 && !strategy && drafts === 0;
  return (
    <>
      <Figures
        label="The plan in figures"
        figures={[
          {
            number: projects.totalCount,
            what: projects.totalCount === 1 ? 'project or scheme' : 'projects and schemes',
            to: to.schemes.list,
          },
          {
            number: gaps.projectsWithoutLead.totalCount,
            what: 'without a lead',
            to: `${to.schemes.list}?unled=yes`,
          },
          {
            number: gaps.staleProjects.totalCount,
            what: 'without news for too long',
            to: `${to.schemes.list}?stale=yes`,
          },
          {
            number: drafts,
            what: drafts === 1 ? 'draft waiting' : 'drafts waiting',
            to: to.strategies.list,
          },
        ]}
      />
      <UpdatesAsked slug={slug} requests={requests} may={partnership.viewerCanEditPlan} />
      <section aria-labelledby="priorities">
        <h2 className="govuk-heading-m" id="priorities">
          Priorities
        </h2>
        {strategy ? (
          <p className="govuk-body">
            <Link className="govuk-link" to={to.strategies.one(strategy.id)}>
              {strategy.title}
            </Link>{' '}
            <StrategyStateTag state={strategy.state} />
          </p>
        ) : null}
        <Priorities slug={slug} strategy={strategy} canEdit={partnership.viewerCanEditPlan} />
        <ul className="govuk-list register-inline">
          <li>
            <Link className="govuk-link" to={to.responsibilities}>
              Who is responsible for what
            </Link>
          </li>
          <li>
            <Link className="govuk-link" to={to.ratings}>
              Ratings over time
            </Link>
          </li>
        </ul>
      </section>
      <AssignLeads
        slug={slug}
        schemes={gaps.projectsWithoutLead.nodes}
        total={gaps.projectsWithoutLead.totalCount}
        agencies={agencies}
        may={partnership.viewerCanAssignLeads}
        hasSchemes={projects.totalCount > 0}
        onSaved={refresh}
      />
      <Gaps
        slug={slug}
        gaps={gaps}
        isEmpty={isEmpty}
        hasSchemes={projects.totalCount > 0}
        may={partnership.viewerCanEditPlan}
      />
      {partnership.viewerCanSeeHistory ? (
        <RecentChanges changes={changes} historyTo={to.history} heading="Latest changes" named />
      ) : null}
    </>
  );
}
