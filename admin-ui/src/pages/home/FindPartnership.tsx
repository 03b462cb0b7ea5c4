/** A search for those who have to do with all partnerships. */
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { paths, plan } from '../../paths.js';
import { FilterControl } from '../../ui/filters.js';
import { Loaded } from '../../ui/Loaded.js';
import { Table } from '../../ui/Table.js';
import { useFilters } from '../../ui/useFilters.js';
import { moment, words } from '../../ui/words.js';

const PartnershipsQuery = graphql(`
  query FindPartnership_Partnerships($text: String) {
    viewer { viewerCanCreatePartnership }
    partnerships(first: 10, filter: { text: $text }) {
      totalCount
      nodes { id slug name kind planUpdatedAt }
    }
  }
`);

export function FindPartnership() {
  const filters = useFilters();
  const [search] = useSearchParams();
  const text = search.get('q');
  const [query, ask] = useQuery({ query: PartnershipsQuery, variables: { text: text || null } });
  return (
    <section aria-labelledby="partnerships">
      <h2 className="govuk-heading-m" id="partnerships">
        Partnerships
      </h2>
      <div className="register-find">
        <FilterControl
          filter={{ kind: 'search', name: 'q', label: 'Find a partnership' }}
          filters={filters}
        />
      </div>
      <Loaded query={query} retry={ask} what="the partnerships">
        {({ viewer, partnerships: { nodes, totalCount } }) => (
          <>
            <Table
              caption="Partnerships"
              captionHidden
              rows={nodes}
              rowKey={({ id }) => id}
              columns={[
                {
                  heading: 'Name',
                  isRowHeading: true,
                  cell: ({ slug, name }) => (
                    <Link className="govuk-link" to={plan(slug).home}>
                      {name}
                    </Link>
                  ),
                },
                { heading: 'Kind', cell: ({ kind }) => words(kind) },
                { heading: 'Plan last changed', cell: (each) => moment(each.planUpdatedAt) },
              ]}
              empty={
                <p className="govuk-body">
                  {text
                    ? 'No partnership is called that. Search for other words.'
                    : 'There are no partnerships yet.'}{' '}
                  {!text && viewer?.viewerCanCreatePartnership ? (
                    <Link className="govuk-link" to={paths.partnerships.create}>
                      Add the first one
                    </Link>
                  ) : null}
                </p>
              }
            />
            {totalCount > nodes.length ? (
              <p className="govuk-body" role="status">
                {nodes.length} of {totalCount.toLocaleString('en-GB')}.{' '}
                <Link className="govuk-link" to={paths.partnerships.list}>
                  See all partnerships
                </Link>
              </p>
            ) : null}
          </>
        )}
      </Loaded>
    </section>
  );
}
