import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { ButtonLink } from '../../ui/Button.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { type Column, Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { day, words } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { RequestLineFields } from './request.js';

const UpdatesQuery = graphql(
  `
    query UpdatesPage_Requests($slug: String!, $partnership: ID!) {
      partnership(slug: $slug) { id slug name viewerCanEditPlan viewerAgencies { id } }
      updateRequests(partnership: $partnership) { ...UpdateRequestLine }
    }
  `,
  [RequestLineFields],
);

type Line = ResultOf<typeof RequestLineFields>;

/** Every time that agencies were asked for updates, the newest first. */
export default function UpdatesPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: UpdatesQuery, variables: { slug, partnership: slug } });
  const to = plan(slug);
  return (
    <Loaded query={query} retry={ask} what="the requests for updates">
      {({ partnership, updateRequests }) =>
        partnership ? (
          <Page
            title="Updates"
            caption={partnership.name}
            actions={
              <>
                {partnership.viewerCanEditPlan ? (
                  <ButtonLink to={to.updates.create}>Ask for updates</ButtonLink>
                ) : null}
                {partnership.viewerAgencies.length > 0 ? (
                  <ButtonLink to={to.return} kind="secondary">
                    Give an update
                  </ButtonLink>
                ) : null}
              </>
            }
          >
            <Table
              caption="Requests for updates"
              captionHidden
              rows={updateRequests}
              rowKey={({ id }) => id}
              columns={columns(slug)}
              empty={
                <p className="govuk-body">
                  No agency was asked for updates yet. A coordinator asks, and everybody answers on
                  one page.
                </p>
              }
            />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function columns(slug: string): Column<Line>[] {
  return [
    {
      heading: 'Due',
      isRowHeading: true,
      cell: ({ id, dueOn }) => (
        <Link className="govuk-link" to={plan(slug).updates.one(id)}>
          {day(dueOn)}
        </Link>
      ),
    },
    { heading: 'Asked', cell: ({ askedAt }) => day(askedAt) },
    { heading: 'Answered', cell: (line) => `${line.answeredCount} of ${line.agencyCount}` },
    { heading: 'State', cell: (line) => <RequestTag request={line} /> },
  ];
}

/** Where a request stands, in a word. */
export function RequestTag({ request }: { request: { state: Line['state']; isOverdue: boolean } }) {
  if (request.state !== 'OPEN') return <Tag colour="grey">{words(request.state)}</Tag>;
  return request.isOverdue ? <Tag colour="red">Overdue</Tag> : <Tag colour="light-blue">Open</Tag>;
}
