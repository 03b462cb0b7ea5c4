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
import { NothingListed } from '../../ui/NothingListed.js';
import { Page } from '../../ui/Page.js';
import { Pagination, pageVariables } from '../../ui/Pagination.js';
import { londonDay } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { ActionRowFields, ActionsTable } from './ActionsTable.js';
import { sittingOption, sittingsAround } from './actionForm.js';
import { filterOf, narrowed, orderOf, orders, shows } from './listFilter.js';

const PlaceQuery = graphql(`
  query ActionsPage_Place($slug: String!, $from: Date!, $to: Date!) {
    partnership(slug: $slug) {
      id
      name
      viewerCanAddRecords
      agencies { id name }
      calendar(from: $from, to: $to) { ... on MeetingOccurrence { __typename id name startsOn } }
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

const SittingQuery = graphql(
  `
    query ActionsPage_Sitting($id: ID!) {
      node(id: $id) {
        ... on MeetingOccurrence { id actions { ...ActionRow project { id name } } }
      }
    }
  `,
  [ActionRowFields],
);

type Place = NonNullable<ResultOf<typeof PlaceQuery>['partnership']>;
type Agency = { id: string; name: string };

export default function ActionsPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({
    query: PlaceQuery,
    variables: { slug, ...sittingsAround(londonDay()) },
  });
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
  const sitting = search.get('sitting');
  const list = { slug, place, mine: only };
  return (
    <Page
      title="Actions"
      caption={place.name}
      actions={
        place.viewerCanAddRecords ? (
          <>
            <ButtonLink to={plan(slug).actions.create}>Add an action</ButtonLink>
            <ButtonLink kind="secondary" to={plan(slug).bringInKind('ACTIONS')}>
              Bring in from a spreadsheet
            </ButtonLink>
          </>
        ) : null
      }
    >
      {sitting ? <OfSitting {...list} id={sitting} /> : <OfPartnership {...list} />}
    </Page>
  );
}

type ListProps = { slug: string; place: Place; mine: Agency | undefined };

function OfPartnership({ slug, place, mine }: ListProps) {
  const [search] = useSearchParams();
  const [query, ask] = useQuery({
    query: ActionsQuery,
    variables: {
      filter: filterOf(place.id, search, mine?.id),
      orderBy: orderOf(search),
      ...pageVariables(search),
    },
  });
  return (
    <FilteredList
      of={['action', 'actions']}
      filters={filtersOf(place, mine)}
      orders={orders}
      total={query.data?.actions.totalCount}
      fetching={query.fetching}
      extra={<Download slug={slug} />}
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
  );
}

/** The actions of one sitting are few and come together: they are narrowed here. */
function OfSitting({ slug, place, mine, id }: ListProps & { id: string }) {
  const [search] = useSearchParams();
  const [query, ask] = useQuery({ query: SittingQuery, variables: { id } });
  const node = query.data?.node;
  const agreed = node && 'actions' in node ? node.actions : [];
  const actions = narrowed(agreed, search, mine?.id);
  return (
    <FilteredList
      of={['action', 'actions']}
      filters={filtersOf(place, mine)}
      total={query.data ? actions.length : undefined}
      fetching={query.fetching}
      extra={<Download slug={slug} />}
    >
      <Loaded query={query} retry={ask} what="the actions">
        {() => <ActionsTable slug={slug} actions={actions} empty={<Empty />} />}
      </Loaded>
    </FilteredList>
  );
}

function Download({ slug }: { slug: string }) {
  return <DownloadCsv list="actions" query={{ partnership: slug }} label="Download all actions" />;
}

function Empty() {
  return (
    <NothingListed
      found="No action is like that. Take a filter away to see others."
      yet="No action is open. Actions are agreed at sittings, or added here."
    />
  );
}

function filtersOf({ agencies, calendar }: Place, mine: Agency | undefined): Filter[] {
  const sittings = calendar
    .flatMap((each) =>
      '__typename' in each && each.__typename === 'MeetingOccurrence' ? [sittingOption(each)] : [],
    )
    // The latest first: what was agreed lately is what is asked for.
    .reverse();
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
    { kind: 'one', name: 'sitting', label: 'Agreed at', choices: sittings },
    { kind: 'tick', name: 'archived', label: 'Archived ones too' },
  ];
}
