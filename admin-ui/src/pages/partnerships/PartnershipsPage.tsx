import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf, type VariablesOf } from '../../graphql/tada.js';
import { paths, plan } from '../../paths.js';
import { FilteredList } from '../../ui/FilteredList.js';
import { Loaded } from '../../ui/Loaded.js';
import { NothingListed } from '../../ui/NothingListed.js';
import { Page } from '../../ui/Page.js';
import { Pagination, pageVariables } from '../../ui/Pagination.js';
import { Table } from '../../ui/Table.js';
import { day, moment, words } from '../../ui/words.js';
import { partnershipKinds } from './choices.js';

const PartnershipsQuery = graphql(`
  query PartnershipsPage_Partnerships(
    $filter: PartnershipFilter
    $orderBy: PartnershipOrder
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    viewer { viewerCanCreatePartnership }
    partnerships(
      filter: $filter
      orderBy: $orderBy
      first: $first
      after: $after
      last: $last
      before: $before
    ) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id
        slug
        name
        kind
        areas { name }
        parent { id slug name }
        endedOn
        planUpdatedAt
      }
    }
  }
`);

type Variables = VariablesOf<typeof PartnershipsQuery>;
type Partnership = ResultOf<typeof PartnershipsQuery>['partnerships']['nodes'][number];

/** Every partnership of the register: for those who keep all of it, or audit it. */
export default function PartnershipsPage() {
  const [search] = useSearchParams();
  const [query, ask] = useQuery({ query: PartnershipsQuery, variables: variablesOf(search) });
  return (
    <Page
      title="Partnerships"
      actions={
        query.data?.viewer?.viewerCanCreatePartnership ? (
          <Link className="govuk-button" to={paths.partnerships.create}>
            Add a partnership
          </Link>
        ) : null
      }
    >
      <FilteredList
        of={['partnership', 'partnerships']}
        filters={[
          { kind: 'search', name: 'q', label: 'Search', hint: 'Any of its names' },
          { kind: 'several', name: 'kind', label: 'Kind', choices: partnershipKinds },
        ]}
        orders={[
          { value: 'NAME', label: 'Name' },
          { value: 'UPDATED_AT', label: 'Last changed' },
        ]}
        total={query.data?.partnerships.totalCount}
        fetching={query.fetching}
      >
        <Loaded query={query} retry={ask} what="the partnerships">
          {({ partnerships }) => (
            <>
              <PartnershipTable partnerships={partnerships.nodes} />
              <Pagination info={partnerships.pageInfo} label="Pages of partnerships" />
            </>
          )}
        </Loaded>
      </FilteredList>
    </Page>
  );
}

function PartnershipTable({ partnerships }: { partnerships: readonly Partnership[] }) {
  return (
    <Table
      caption="Partnerships"
      captionHidden
      rows={partnerships}
      rowKey={(partnership) => partnership.id}
      empty={
        <NothingListed
          found="No partnership is found. Take a filter away, or search by another of its names."
          yet="There are no partnerships yet. An administrator adds the first."
        />
      }
      columns={[
        {
          heading: 'Partnership',
          isRowHeading: true,
          cell: ({ slug, name }) => (
            <Link className="govuk-link" to={paths.partnerships.one(slug)}>
              {name}
            </Link>
          ),
        },
        {
          heading: 'Kind',
          cell: ({ kind, endedOn }) => (
            <>
              {words(kind)}
              {endedOn ? <div className="register-muted">Ended {day(endedOn)}</div> : null}
            </>
          ),
        },
        {
          heading: 'Areas',
          cell: ({ areas }) => areas.map(({ name }) => name).join(', ') || 'Not stated',
        },
        { heading: 'Plan last changed', cell: ({ planUpdatedAt }) => moment(planUpdatedAt) },
        {
          heading: 'Plan',
          cell: ({ slug, name }) => (
            <Link className="govuk-link" to={plan(slug).home}>
              Open<span className="govuk-visually-hidden"> the plan of {name}</span>
            </Link>
          ),
        },
      ]}
    />
  );
}

function variablesOf(search: URLSearchParams): Variables {
  const kind = search.getAll('kind');
  return {
    filter: {
      text: search.get('q') || null,
      ...(kind.length > 0 ? { kind: kind as Partnership['kind'][] } : {}),
    },
    orderBy: search.get('sort') === 'UPDATED_AT' ? 'UPDATED_AT' : 'NAME',
    ...pageVariables(search),
  };
}
