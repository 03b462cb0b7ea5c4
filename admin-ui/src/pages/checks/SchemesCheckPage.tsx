import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { RatingWithDate } from '../../ui/RatingWithDate.js';
import { Section } from '../../ui/Section.js';
import { ProjectStatusTag } from '../../ui/Status.js';
import { type Column, Table } from '../../ui/Table.js';
import { count, moment } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { CheckPage, Rest } from './CheckPage.js';
import { checks } from './checks.js';

const Scheme = graphql(`
  fragment SchemesCheckPage_Scheme on Project @_unmask {
    id
    name
    status
    leadAgency { id name }
    latestProgress { rating on }
    lastConfirmedAt
  }
`);

const SchemesQuery = graphql(
  `
    query SchemesCheckPage_Schemes($slug: String!) {
      partnership(slug: $slug) {
        id
        name
        checks {
          ranAt
          schemes {
            examined
            staleAfterDays
            withoutLead(first: 100) { totalCount nodes { ...SchemesCheckPage_Scheme } }
            withoutUpdate(first: 100) { totalCount nodes { ...SchemesCheckPage_Scheme } }
          }
        }
      }
    }
  `,
  [Scheme],
);

type Row = ResultOf<typeof Scheme>;

export default function SchemesCheckPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: SchemesQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the check">
      {({ partnership }) => {
        if (!partnership) return <NotFoundPage />;
        const { ranAt, schemes } = partnership.checks;
        const { withoutLead, withoutUpdate, staleAfterDays } = schemes;
        return (
          <CheckPage
            slug={slug}
            check={checks.schemes}
            partnership={partnership.name}
            ranAt={ranAt}
            over={count(schemes.examined, 'project or scheme', 'projects and schemes')}
            found={`${withoutLead.totalCount} without a lead, ${withoutUpdate.totalCount} without an update for ${count(staleAfterDays, 'day')}`}
          >
            <Section title="Without a lead">
              <Schemes slug={slug} caption="Schemes without a lead" of={withoutLead} />
            </Section>
            <Section title={`Without an update for ${count(staleAfterDays, 'day')}`}>
              <Schemes slug={slug} caption="Schemes without an update" of={withoutUpdate} />
            </Section>
          </CheckPage>
        );
      }}
    </Loaded>
  );
}

type Found = { totalCount: number | null; nodes: readonly Row[] };

function Schemes({ slug, caption, of }: { slug: string; caption: string; of: Found }) {
  return (
    <>
      <Table
        caption={caption}
        captionHidden
        columns={columns(slug)}
        rows={of.nodes}
        rowKey={({ id }) => id}
        empty={<p className="govuk-body">None was found.</p>}
      />
      <Rest shown={of.nodes.length} total={of.totalCount} />
    </>
  );
}

const columns = (slug: string): Column<Row>[] => [
  {
    heading: 'Scheme',
    isRowHeading: true,
    cell: ({ id, name }) => (
      <Link className="govuk-link" to={plan(slug).schemes.one(id)}>
        {name}
      </Link>
    ),
  },
  { heading: 'Status', cell: ({ status }) => <ProjectStatusTag status={status} /> },
  { heading: 'Lead', cell: ({ leadAgency }) => leadAgency?.name ?? 'Nobody' },
  {
    heading: 'Last update',
    cell: ({ latestProgress, lastConfirmedAt }) => (
      <>
        <RatingWithDate progress={latestProgress} />
        {lastConfirmedAt ? (
          <span className="register-row-note">No change on {moment(lastConfirmedAt)}</span>
        ) : null}
      </>
    ),
  },
];
