import { Link, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf, type VariablesOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { DownloadCsv } from '../../ui/DownloadCsv.js';
import { FilteredList } from '../../ui/FilteredList.js';
import type { Filter as ListFilter } from '../../ui/filters.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Pagination, pageVariables } from '../../ui/Pagination.js';
import { VisibilityTag } from '../../ui/Status.js';
import { type Column, Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { count, day, londonDay, words } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { eventKinds } from './choices.js';
import { type NextDate, nextDates } from './nextDates.js';

const RowFields = graphql(`
  fragment EventsRow on Event @_unmask {
    id
    name
    kind
    startsOn
    endsOn
    isArchived
    visibility
    hostAgencies { name }
    priorities { id position }
    occurrences(first: 1) { totalCount }
  }
`);

const EventsQuery = graphql(
  `
    query EventsPage_Events(
      $slug: String!, $filter: EventFilter, $orderBy: EventOrder, $from: Date!, $to: Date!,
      $first: Int, $after: String, $last: Int, $before: String
    ) {
      partnership(slug: $slug) {
        id
        name
        viewerCanAddRecords
        agencies { id name }
        strategy { id priorities { id heading } }
        calendar(from: $from, to: $to) {
          id
          startsOn
          endsOn
          status
          ... on EventOccurrence { event { id } }
        }
      }
      events(
        filter: $filter, orderBy: $orderBy,
        first: $first, after: $after, last: $last, before: $before
      ) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes { ...EventsRow }
      }
    }
  `,
  [RowFields],
);

type Row = ResultOf<typeof RowFields>;
type Data = ResultOf<typeof EventsQuery>;
type Filter = NonNullable<VariablesOf<typeof EventsQuery>['filter']>;

/** The partnership's events and series of events. */
export default function EventsPage() {
  const { slug = '' } = useParams();
  const [search] = useSearchParams();
  const from = londonDay();
  const to = `${Number(from.slice(0, 4)) + 1}${from.slice(4, 8)}01`;
  const [query, ask] = useQuery({
    query: EventsQuery,
    variables: {
      slug,
      from,
      to,
      filter: filterOf(slug, search),
      orderBy: search.get('sort') === 'STARTS_ON' ? 'STARTS_ON' : 'NAME',
      ...pageVariables(search),
    },
  });
  return (
    <Loaded query={query} retry={ask} what="the events">
      {(data) =>
        data.partnership ? (
          <Events slug={slug} data={data} fetching={query.fetching} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function Events({ slug, data, fetching }: { slug: string; data: Data; fetching: boolean }) {
  const [search] = useSearchParams();
  const { partnership, events } = data;
  const to = plan(slug).events;
  const mayAdd = partnership?.viewerCanAddRecords ?? false;
  const filtered = ['text', 'kind', 'agency', 'priority'].some((name) => search.get(name));
  return (
    <Page
      title="Events"
      caption={partnership?.name}
      actions={
        mayAdd ? (
          <>
            <Link className="govuk-button" to={to.create}>
              Add an event
            </Link>
            <Link
              className="govuk-button govuk-button--secondary"
              to={plan(slug).addSeveral('events')}
            >
              Add several
            </Link>
          </>
        ) : null
      }
    >
      <FilteredList
        of={['event', 'events']}
        filters={filters(data)}
        orders={[
          { value: 'NAME', label: 'Name' },
          { value: 'STARTS_ON', label: 'First day' },
        ]}
        total={events.totalCount}
        fetching={fetching}
        extra={
          <DownloadCsv list="events" query={{ partnership: slug }} label="Download all events" />
        }
      >
        <Table
          caption="Events of the partnership"
          captionHidden
          columns={columns(slug, nextDates(partnership?.calendar ?? []))}
          rows={events.nodes}
          rowKey={({ id }) => id}
          empty={
            <p className="govuk-body">
              {filtered
                ? 'No event fits. Take away a filter, or search for other words.'
                : 'No event is in the register yet.'}
              {mayAdd && !filtered ? (
                <>
                  {' '}
                  <Link className="govuk-link" to={to.create}>
                    Add the first one
                  </Link>
                  .
                </>
              ) : null}
            </p>
          }
        />
        <Pagination info={events.pageInfo} label="Pages of events" />
      </FilteredList>
    </Page>
  );
}

function filters({ partnership }: Data): ListFilter[] {
  return [
    { kind: 'search', name: 'text', label: 'Search', hint: 'Names, descriptions and venues' },
    { kind: 'several', name: 'kind', label: 'Kind', choices: eventKinds },
    {
      kind: 'one',
      name: 'agency',
      label: 'Host',
      choices: (partnership?.agencies ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      kind: 'one',
      name: 'priority',
      label: 'Priority',
      choices: (partnership?.strategy?.priorities ?? []).map(({ id, heading }) => ({
        value: id,
        label: heading,
      })),
    },
    { kind: 'tick', name: 'archived', label: 'Archived ones too' },
  ];
}

const columns = (slug: string, next: Map<string, NextDate>): Column<Row>[] => [
  {
    heading: 'Event',
    isRowHeading: true,
    cell: (row) => (
      <>
        <Link className="govuk-link" to={plan(slug).events.one(row.id)}>
          {row.name}
        </Link>{' '}
        {row.isArchived ? <Tag colour="grey">Archived</Tag> : null}{' '}
        <VisibilityTag visibility={row.visibility} />
        <span className="register-row-note">{words(row.kind)}</span>
      </>
    ),
  },
  {
    heading: 'Hosts',
    cell: ({ hostAgencies }) => hostAgencies.map(({ name }) => name).join(', ') || 'Not stated',
  },
  {
    heading: 'Priorities',
    cell: ({ priorities }) => priorities.map(({ position }) => position).join(', ') || 'None',
  },
  { heading: 'Next date', cell: (row) => <Next slug={slug} row={row} next={next.get(row.id)} /> },
];

/** The next date of the series, or the days of the event itself. */
function Next({ slug, row, next }: { slug: string; row: Row; next: NextDate | undefined }) {
  const dates = row.occurrences.totalCount;
  return (
    <>
      {next ? (
        <Link className="govuk-link" to={plan(slug).eventDate(next.id)}>
          {day(next.startsOn)}
        </Link>
      ) : row.startsOn ? (
        [row.startsOn, row.endsOn].filter(Boolean).map(day).join(' to ')
      ) : (
        'None planned'
      )}
      {dates > 0 ? <span className="register-row-note">{count(dates, 'date')} in all</span> : null}
    </>
  );
}

function filterOf(slug: string, search: URLSearchParams): Filter {
  const kinds = eventKinds
    .map(({ value }) => value)
    .filter((value) => search.getAll('kind').includes(value));
  return {
    partnership: slug,
    text: search.get('text') || null,
    kind: kinds.length > 0 ? (kinds as NonNullable<Filter['kind']>) : null,
    agency: search.get('agency') || null,
    priority: search.get('priority') || null,
    includeArchived: search.get('archived') === 'yes',
  };
}
