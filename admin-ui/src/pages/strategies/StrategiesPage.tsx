import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { StrategyStateTag } from '../../ui/Status.js';
import { Table } from '../../ui/Table.js';
import { words } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { period } from './period.js';

const StrategiesQuery = graphql(`
  query StrategiesPage_Strategies($slug: String!) {
    partnership(slug: $slug) {
      id
      name
      viewerCanEditPlan
      strategy { id }
      strategies {
        id
        title
        kind
        state
        periodLabel
        editionLabel
        startsOn
        endsOn
        supersedes { id title }
        approvals { outcome }
        priorities { id }
      }
    }
  }
`);

type Partnership = NonNullable<ResultOf<typeof StrategiesQuery>['partnership']>;
type Edition = Partnership['strategies'][number];

/** All editions of a partnership's plans, the latest first. */
export default function StrategiesPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: StrategiesQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the strategies">
      {({ partnership }) =>
        partnership ? <Editions slug={slug} partnership={partnership} /> : <NotFoundPage />
      }
    </Loaded>
  );
}

function Editions({ slug, partnership }: { slug: string; partnership: Partnership }) {
  const to = plan(slug);
  const { strategies, viewerCanEditPlan: canEdit } = partnership;
  return (
    <Page
      title="Strategy editions"
      caption={partnership.name}
      actions={
        canEdit ? (
          <Link className="govuk-button" to={to.strategies.create}>
            Add a strategy
          </Link>
        ) : null
      }
    >
      <p className="govuk-body">
        Each edition keeps what it says. A new one begins as a draft of the last: open it and roll
        it forward.
      </p>
      <Table
        caption="Editions, the latest first"
        captionHidden
        rows={strategies}
        rowKey={(edition) => edition.id}
        empty={
          canEdit
            ? 'There is no strategy yet. Add one: it is a draft until you publish it.'
            : 'There is no strategy yet that you can see.'
        }
        columns={[
          {
            heading: 'Strategy',
            isRowHeading: true,
            cell: (edition) => (
              <Link className="govuk-link" to={to.strategies.one(edition.id)}>
                {edition.title}
              </Link>
            ),
          },
          { heading: 'Kind', cell: (edition) => words(edition.kind) },
          { heading: 'Period', cell: (edition) => period(edition) },
          { heading: 'State', cell: (edition) => <State edition={edition} of={partnership} /> },
          { heading: 'Approval', cell: (edition) => approvalOf(edition) },
          {
            heading: 'Priorities',
            numeric: true,
            cell: (edition) => edition.priorities.length,
          },
        ]}
      />
      <ul className="govuk-list">
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
    </Page>
  );
}

function State({ edition, of }: { edition: Edition; of: Partnership }) {
  return (
    <>
      <StrategyStateTag state={edition.state} />
      {of.strategy?.id === edition.id ? <div>The current plan</div> : null}
    </>
  );
}

/** The last word on an edition: published and never adopted is a known failing. */
function approvalOf({ approvals, state }: Edition): string {
  const last = approvals.at(-1);
  if (last) return words(last.outcome);
  return state === 'PUBLISHED' ? 'None recorded' : 'None yet';
}
