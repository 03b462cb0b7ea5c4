/** The projects and schemes of one partnership: searched, filtered and paged by the server. */
import { useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { ButtonLink } from '../../ui/Button.js';
import { DownloadCsv } from '../../ui/DownloadCsv.js';
import { FilteredList } from '../../ui/FilteredList.js';
import type { Filter } from '../../ui/filters.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Pagination, pageVariables } from '../../ui/Pagination.js';
import NotFoundPage from '../NotFoundPage.js';
import { projectKinds, projectStatuses } from './choices.js';
import { filterOf, orderOf, orders } from './listFilter.js';
import { SchemeRowFields, SchemesTable } from './SchemesTable.js';

const PlaceQuery = graphql(`
  query SchemesPage_Place($slug: String!) {
    partnership(slug: $slug) {
      id
      name
      viewerCanAddRecords
      agencies { id name }
      strategy { id priorities { id position heading focusAreas { id title } } }
    }
  }
`);

export const SchemesQuery = graphql(
  `
    query SchemesPage_Schemes(
      $filter: ProjectFilter
      $orderBy: ProjectOrder
      $first: Int
      $after: String
      $last: Int
      $before: String
    ) {
      projects(
        filter: $filter
        orderBy: $orderBy
        first: $first
        after: $after
        last: $last
        before: $before
      ) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes { ...SchemeRow }
      }
    }
  `,
  [SchemeRowFields],
);

type Place = NonNullable<ResultOf<typeof PlaceQuery>['partnership']>;

export default function SchemesPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: PlaceQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the projects and schemes">
      {({ partnership }) =>
        partnership ? <Schemes slug={slug} place={partnership} /> : <NotFoundPage />
      }
    </Loaded>
  );
}

function Schemes({ slug, place }: { slug: string; place: Place }) {
  const [search] = useSearchParams();
  const [query, ask] = useQuery({
    query: SchemesQuery,
    variables: {
      filter: filterOf(place.id, search),
      orderBy: orderOf(search),
      ...pageVariables(search),
    },
  });
  const to = plan(slug).schemes;
  return (
    <Page
      title="Projects and schemes"
      caption={place.name}
      actions={
        place.viewerCanAddRecords ? (
          <>
            <ButtonLink to={to.create}>Add a scheme</ButtonLink>
            <ButtonLink kind="secondary" to={plan(slug).addSeveral('schemes')}>
              Add several
            </ButtonLink>
            <ButtonLink kind="secondary" to={plan(slug).bringInKind('SCHEMES')}>
              Bring in from a spreadsheet
            </ButtonLink>
          </>
        ) : null
      }
    >
      <FilteredList
        of={['scheme', 'schemes']}
        filters={filtersOf(place)}
        orders={orders}
        total={query.data?.projects.totalCount}
        fetching={query.fetching}
        extra={
          <DownloadCsv list="projects" query={{ partnership: slug }} label="Download all schemes" />
        }
      >
        <Loaded query={query} retry={ask} what="the schemes">
          {({ projects }) => (
            <>
              <SchemesTable slug={slug} schemes={projects.nodes} isFiltered={isFiltered(search)} />
              <Pagination info={projects.pageInfo} label="Pages of schemes" />
            </>
          )}
        </Loaded>
      </FilteredList>
    </Page>
  );
}

function isFiltered(search: URLSearchParams): boolean {
  return [...search.keys()].some((name) => !['sort', 'after', 'before'].includes(name));
}

function filtersOf({ agencies, strategy }: Place): Filter[] {
  const serves = (strategy?.priorities ?? []).flatMap((priority) => [
    { value: `priority:${priority.id}`, label: priority.heading },
    ...priority.focusAreas.map((area) => ({
      value: `focus:${area.id}`,
      label: `${priority.position}: ${area.title}`,
    })),
  ]);
  return [
    { kind: 'search', name: 'q', label: 'Search', hint: 'Words of the name or description' },
    { kind: 'tick', name: 'unled', label: 'No lead agency' },
    { kind: 'tick', name: 'stale', label: 'Stale: no news for a long time' },
    { kind: 'several', name: 'status', label: 'Status', choices: projectStatuses },
    {
      kind: 'one',
      name: 'agency',
      label: 'Agency',
      choices: agencies.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      kind: 'one',
      name: 'role',
      label: 'That agency',
      any: 'Leads or takes part',
      choices: [
        { value: 'LEAD', label: 'Leads it' },
        { value: 'PARTNER', label: 'Takes part' },
      ],
    },
    { kind: 'one', name: 'serves', label: 'Priority or focus area', choices: serves },
    { kind: 'one', name: 'kind', label: 'Kind', choices: projectKinds },
    { kind: 'tick', name: 'archived', label: 'Archived ones too' },
  ];
}
