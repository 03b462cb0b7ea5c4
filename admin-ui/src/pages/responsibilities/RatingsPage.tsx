import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { RatingWithDate } from '../../ui/RatingWithDate.js';
import { Table } from '../../ui/Table.js';
import NotFoundPage from '../NotFoundPage.js';
import { nameOfPriority } from '../strategies/names.js';
import { EditionChoice, type EditionRef, useEdition } from './EditionChoice.js';
import { RatingsPicture } from './RatingsPicture.js';
import { byQuarter, pointsOf } from './ratingPoints.js';

const EditionsQuery = graphql(`
  query RatingsPage_Editions($slug: String!) {
    partnership(slug: $slug) { id name strategy { id } strategies { id title state } }
  }
`);

const RatingsQuery = graphql(`
  query RatingsPage_Ratings($strategy: ID!) {
    node(id: $strategy) {
      ... on Strategy {
        id
        priorities {
          id
          position
          title
          latestProgress { id rating on }
          progress(first: 50) { totalCount nodes { id on rating } }
        }
      }
    }
  }
`);

type Partnership = NonNullable<ResultOf<typeof EditionsQuery>['partnership']>;
type Priorities = Extract<
  ResultOf<typeof RatingsQuery>['node'],
  { priorities: unknown }
>['priorities'];

/** How each priority was rated over time, as a picture and as a table. */
export default function RatingsPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: EditionsQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the editions">
      {({ partnership }) =>
        partnership ? <Ratings slug={slug} partnership={partnership} /> : <NotFoundPage />
      }
    </Loaded>
  );
}

function Ratings({ slug, partnership }: { slug: string; partnership: Partnership }) {
  const { strategies, strategy } = partnership;
  const chosen = useEdition(strategies, strategy?.id);
  return (
    <Page title="Ratings over time" caption={partnership.name}>
      <EditionChoice editions={strategies} chosen={chosen} />
      {chosen ? (
        <OfEdition slug={slug} edition={chosen} />
      ) : (
        <div className="govuk-inset-text">There is no strategy yet whose priorities are rated.</div>
      )}
    </Page>
  );
}

function OfEdition({ slug, edition }: { slug: string; edition: EditionRef }) {
  const [query, ask] = useQuery({ query: RatingsQuery, variables: { strategy: edition.id } });
  return (
    <Loaded query={query} retry={ask} what="the ratings">
      {({ node }) => (
        <Both
          slug={slug}
          edition={edition}
          priorities={node && 'priorities' in node ? node.priorities : []}
        />
      )}
    </Loaded>
  );
}

function Both({
  slug,
  edition,
  priorities,
}: {
  slug: string;
  edition: EditionRef;
  priorities: Priorities;
}) {
  const to = plan(slug);
  const points = useMemo(() => pointsOf(priorities), [priorities]);
  const names = useMemo(
    () => priorities.map(({ position }) => `Priority ${position}`),
    [priorities],
  );
  const quarters = byQuarter(points);
  return (
    <>
      <p className="govuk-body">
        Priorities of{' '}
        <Link className="govuk-link" to={to.strategies.one(edition.id)}>
          {edition.title}
        </Link>
        .
      </p>
      {points.length > 0 ? (
        <RatingsPicture points={points} priorities={names} />
      ) : (
        <div className="govuk-inset-text">
          No priority of this edition is rated yet. Open a priority and post progress on it.
        </div>
      )}
      <Table
        caption="Priorities and their last ratings"
        rows={priorities}
        rowKey={({ id }) => id}
        empty="This edition has no priorities yet."
        columns={[
          {
            heading: 'Priority',
            isRowHeading: true,
            cell: (priority) => (
              <Link className="govuk-link" to={to.priorities.one(priority.id)}>
                {nameOfPriority(priority)}
              </Link>
            ),
          },
          {
            heading: 'Last rating',
            cell: ({ latestProgress }) => <RatingWithDate progress={latestProgress} />,
          },
          { heading: 'Ratings', numeric: true, cell: ({ progress }) => progress.totalCount },
        ]}
      />
      {quarters.length > 0 ? (
        <Table
          caption="The last rating in each quarter"
          rows={quarters}
          rowKey={({ label }) => label}
          empty=""
          columns={[
            { heading: 'Quarter', isRowHeading: true, cell: ({ label }) => label },
            ...names.map((name) => ({
              heading: name,
              cell: ({ ratings }: (typeof quarters)[number]) => (
                <RatingWithDate progress={ratings.get(name) ?? null} />
              ),
            })),
          ]}
        />
      ) : null}
    </>
  );
}
