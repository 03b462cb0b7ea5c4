/** The actions of one partnership, open ones first: searched, filtered and paged by the server. */
import { useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { useViewer } from '../../session/Session.js';
import { ButtonLink } from '../../ui/Button.js';
import { DownloadCsv } from '../../ui/DownloadCsv.js';
import { FilteredList } from '../../ui/FilteredList.js';
import type { Filter } from '../../ui/filters.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Pagination, pageVariables } from '../../ui/Pagination.js';
import NotFoundPage from '../NotFoundPage.js';
import { ActionRowFields, ActionsTable } from './ActionsTable.js';
import { filterOf, orderOf, orders, shows } from './listFilter.js';

const PlaceQuery = graphql(`
  query ActionsPage_Place($slug: String!) {
    partnership(slug: $slug) {
      id
      name
      viewerCanAddRecords
      agencies { id name }
    }
  }
`);

export const ActionsQuery = graphql(
  `
    query ActionsPage_Actions(
      $filter: ActionFilter
      $orderBy: ActionOrder
      $first: Int
      $after: String
      $last: Int
      $before: String
    ) {
      actions(
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
          ...ActionRow
          raisedAt { id name startsOn }
          project { id name }
        }
      }
    }
  `,
  [ActionRowFields],
);

type Place = NonNullable<ResultOf<typeof PlaceQuery>['partnership']>;

export default function ActionsPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: PlaceQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the actions">
      {({ partnership }) =>
        partnership ? <Actions slug={slug} place={partnership} /> : <NotFoundPage />
      }
    </Loaded>
  );
}

function Actions({ slug, place }: { slug: string; place: Place }) {
  const [search] = useSearchParams();
  const acting = new Set(useViewer().agencies.map(({ id }) => id));
  const mine = place.agencies.filter(({ id }) => acting.has(id));
  const only = mine.length === 1 ? mine[0] : undefined;
  const [query, ask] = useQuery({
    query: ActionsQuery,
    variables: {
      filter: filterOf(place.id, search, only?.id),
      orderBy: orderOf(search),
      ...pageVariables(search),
    },
  });
  return (
    <Page
      title="Actions"
      caption={place.name}
      actions={
        place.viewerCanAddRecords ? (
          <ButtonLink to={plan(slug).actions.create}>Add an action</ButtonLink>
        ) : null
      }
    >
      <FilteredList
        of={['action', 'actions']}
        filters={filtersOf(place, only)}
        orders={orders}
        total={query.data?.actions.totalCount}
        fetching={query.fetching}
        extra={
          <DownloadCsv list="actions" query={{ partnership: slug }} label="Download all actions" />
        }
      >
        <Loaded query={query} retry={ask} what="the actions">
          {({ actions }) => (
            <>
              <ActionsTable slug={slug} actions={actions.nodes} empty={<Empty />} />
              <Pagination info={actions.pageInfo} label="Pages of actions" />
            </>
          )}
        </Loaded>
      </FilteredList>
    </Page>
  );
}

function Empty() {
  return (
    <p className="govuk-body">
      No action is like that. Actions are agreed at sittings, or added here. Take a filter away to
      see others.
    </p>
  );
}

function filtersOf({ agencies }: Place, mine: { name: string } | undefined): Filter[] {
  return [
    { kind: 'search', name: 'q', label: 'Search', hint: 'Words of the action or its reference' },
    { kind: 'one', name: 'show', label: 'Show', any: 'Open', choices: shows },
    ...(mine ? [{ kind: 'tick' as const, name: 'mine', label: `Only those of ${mine.name}` }] : []),
    {
      kind: 'one',
      name: 'agency',
      label: 'Owned by',
      choices: agencies.map(({ id, name }) => ({ value: id, label: name })),
    },
    { kind: 'tick', name: 'archived', label: 'Show archived actions too' },
  ];
}
