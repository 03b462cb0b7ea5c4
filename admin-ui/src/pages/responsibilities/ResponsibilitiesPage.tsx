import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Table } from '../../ui/Table.js';
import NotFoundPage from '../NotFoundPage.js';
import { nameOfPriority } from '../strategies/names.js';
import { EditionChoice, type EditionRef, useEdition } from './EditionChoice.js';
import { Matrix } from './Matrix.js';
import { matrixOf } from './matrix.js';

const EditionsQuery = graphql(`
  query ResponsibilitiesPage_Editions($slug: String!) {
    partnership(slug: $slug) { id name strategy { id } strategies { id title state } }
  }
`);

const MatrixQuery = graphql(`
  query ResponsibilitiesPage_Matrix($slug: String!, $strategy: ID!) {
    partnership(slug: $slug) {
      id
      responsibilities(strategy: $strategy) {
        agency { id name }
        priority { id }
        leads
        partners
      }
    }
    node(id: $strategy) { ... on Strategy { id priorities { id position title projects { id } } } }
  }
`);

type Partnership = NonNullable<ResultOf<typeof EditionsQuery>['partnership']>;

/** Which agency answers for how many schemes under each priority. */
export default function ResponsibilitiesPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: EditionsQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the editions">
      {({ partnership }) =>
        partnership ? <Responsibilities slug={slug} partnership={partnership} /> : <NotFoundPage />
      }
    </Loaded>
  );
}

function Responsibilities({ slug, partnership }: { slug: string; partnership: Partnership }) {
  const { strategies, strategy } = partnership;
  const chosen = useEdition(strategies, strategy?.id);
  return (
    <Page title="Who is responsible for what" caption={partnership.name}>
      <EditionChoice editions={strategies} chosen={chosen} />
      {chosen ? (
        <OfEdition slug={slug} edition={chosen} />
      ) : (
        <div className="govuk-inset-text">
          There is no strategy yet. Add one with its priorities: then this page shows which agency
          answers for which.
        </div>
      )}
    </Page>
  );
}

function OfEdition({ slug, edition }: { slug: string; edition: EditionRef }) {
  const to = plan(slug);
  const [query, ask] = useQuery({
    query: MatrixQuery,
    variables: { slug, strategy: edition.id },
  });
  return (
    <Loaded query={query} retry={ask} what="the responsibilities">
      {({ partnership, node }) => {
        const priorities = node && 'priorities' in node ? node.priorities : [];
        const counted = partnership?.responsibilities ?? [];
        const names = new Map(priorities.map((each) => [each.id, nameOfPriority(each)]));
        return (
          <>
            <p className="govuk-body">
              Schemes of{' '}
              <Link className="govuk-link" to={to.strategies.one(edition.id)}>
                {edition.title}
              </Link>
              . A scheme under several priorities counts under each.
            </p>
            {counted.length === 0 ? (
              <div className="govuk-inset-text">
                No agency leads or takes part in a scheme yet.{' '}
                <Link className="govuk-link" to={to.assignLeads}>
                  Assign lead agencies
                </Link>
                .
              </div>
            ) : (
              <>
                <Matrix slug={slug} rows={matrixOf(counted)} priorities={priorities} />
                <h2 className="govuk-heading-m register-section">The same as a list</h2>
                <Table
                  caption="Schemes by agency and priority"
                  captionHidden
                  rows={counted}
                  rowKey={({ agency, priority }) => `${agency.id}:${priority?.id}`}
                  empty=""
                  columns={[
                    { heading: 'Agency', isRowHeading: true, cell: ({ agency }) => agency.name },
                    {
                      heading: 'Priority',
                      cell: ({ priority }) =>
                        priority ? (names.get(priority.id) ?? '') : 'No priority of this edition',
                    },
                    { heading: 'Leads', numeric: true, cell: ({ leads }) => leads },
                    { heading: 'Takes part', numeric: true, cell: ({ partners }) => partners },
                  ]}
                />
              </>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
