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
import { ruleInWords } from '../../ui/recurrence.js';
import { VisibilityTag } from '../../ui/Status.js';
import { type Column, Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { day, words } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { meetingKinds } from './choices.js';

const RowFields = graphql(`
  fragment MeetingsRow on Meeting @_unmask {
    id
    name
    kind
    isBoard
    isArchived
    cadence
    recurrence
    visibility
    ownerAgency { name }
    chairAgencies { name }
    priorities { id position heading }
    nextOccurrence { id startsOn dateNote }
  }
`);

const MeetingsQuery = graphql(
  `
    query MeetingsPage_Meetings(
      $slug: String!, $filter: MeetingFilter,
      $first: Int, $after: String, $last: Int, $before: String
    ) {
      partnership(slug: $slug) {
        id
        name
        viewerCanAddRecords
        agencies { id name }
        strategy { id priorities { id heading } }
        board { ...MeetingsRow }
      }
      meetings(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes { ...MeetingsRow }
      }
    }
  `,
  [RowFields],
);

type Row = ResultOf<typeof RowFields>;
type Filter = NonNullable<VariablesOf<typeof MeetingsQuery>['filter']>;

/** Every standing meeting of the partnership, the board first. */
export default function MeetingsPage() {
  const { slug = '' } = useParams();
  const [search] = useSearchParams();
  const [query, ask] = useQuery({
    query: MeetingsQuery,
    variables: { slug, filter: filterOf(slug, search), ...pageVariables(search) },
  });
  return (
    <Loaded query={query} retry={ask} what="the meetings">
      {(data) =>
        data.partnership ? (
          <Meetings slug={slug} data={data} fetching={query.fetching} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function Meetings({
  slug,
  data,
  fetching,
}: {
  slug: string;
  data: ResultOf<typeof MeetingsQuery>;
  fetching: boolean;
}) {
  const [search] = useSearchParams();
  const to = plan(slug);
  const { partnership, meetings } = data;
  const mayAdd = partnership?.viewerCanAddRecords ?? false;
  return (
    <Page
      title="Meetings"
      caption={partnership?.name}
      actions={mayAdd ? <AddLinks slug={slug} /> : null}
    >
      <FilteredList
        of={['meeting', 'meetings']}
        filters={filters(data)}
        total={meetings.totalCount}
        fetching={fetching}
        extra={
          <DownloadCsv
            list="meetings"
            query={{ partnership: slug }}
            label="Download all meetings"
          />
        }
      >
        <Table
          caption="Meetings of the partnership"
          captionHidden
          columns={columns(slug)}
          rows={boardFirst(meetings.nodes, partnership?.board ?? null, search)}
          rowKey={({ id }) => id}
          empty={
            <p className="govuk-body">
              {isFiltered(search)
                ? 'No meeting fits. Take away a filter, or search for other words.'
                : 'No meeting is in the register yet.'}
              {mayAdd && !isFiltered(search) ? (
                <>
                  {' '}
                  <Link className="govuk-link" to={to.meetings.create}>
                    Add the first one
                  </Link>
                  .
                </>
              ) : null}
            </p>
          }
        />
        <Pagination info={meetings.pageInfo} label="Pages of meetings" />
      </FilteredList>
    </Page>
  );
}

function AddLinks({ slug }: { slug: string }) {
  return (
    <>
      <Link className="govuk-button" to={plan(slug).meetings.create}>
        Add a meeting
      </Link>
      <Link className="govuk-button govuk-button--secondary" to={plan(slug).addSeveral('meetings')}>
        Add several
      </Link>
      <Link
        className="govuk-button govuk-button--secondary"
        to={plan(slug).bringInKind('SITTINGS')}
      >
        Bring in sittings from a spreadsheet
      </Link>
    </>
  );
}

function filters({ partnership }: ResultOf<typeof MeetingsQuery>): ListFilter[] {
  return [
    { kind: 'search', name: 'text', label: 'Search', hint: 'Names and descriptions' },
    { kind: 'several', name: 'kind', label: 'Kind', choices: meetingKinds },
    {
      kind: 'one',
      name: 'agency',
      label: 'Agency that chairs or owns it',
      choices: options(partnership?.agencies, 'name'),
    },
    {
      kind: 'one',
      name: 'priority',
      label: 'Priority',
      choices: options(partnership?.strategy?.priorities, 'heading'),
    },
    { kind: 'tick', name: 'archived', label: 'Archived ones too' },
  ];
}

const columns = (slug: string): Column<Row>[] => [
  {
    heading: 'Meeting',
    isRowHeading: true,
    cell: (row) => (
      <>
        <Link className="govuk-link" to={plan(slug).meetings.one(row.id)}>
          {row.name}
        </Link>{' '}
        {row.isBoard ? <Tag colour="blue">Board</Tag> : null}{' '}
        {row.isArchived ? <Tag colour="grey">Archived</Tag> : null}{' '}
        <VisibilityTag visibility={row.visibility} />
        <span className="register-row-note">{words(row.kind)}</span>
      </>
    ),
  },
  { heading: 'Belongs to and chair', cell: (row) => <RunBy row={row} /> },
  {
    heading: 'Priorities',
    cell: ({ priorities }) => priorities.map(({ position }) => position).join(', ') || 'None',
  },
  {
    heading: 'How often',
    cell: ({ cadence, recurrence }) => cadence ?? (ruleInWords(recurrence) || 'Not stated'),
  },
  {
    heading: 'Next sitting',
    cell: ({ nextOccurrence }) =>
      nextOccurrence ? (
        <Link className="govuk-link" to={plan(slug).sitting(nextOccurrence.id)}>
          {day(nextOccurrence.startsOn) || nextOccurrence.dateNote || 'Date not known'}
        </Link>
      ) : (
        'None planned'
      ),
  },
];

function RunBy({ row: { ownerAgency, chairAgencies } }: { row: Row }) {
  const chairs = chairAgencies.map(({ name }) => name).join(', ');
  if (!ownerAgency && !chairs) return 'Not stated';
  return (
    <>
      {ownerAgency?.name ?? 'Owner not stated'}
      <span className="register-row-note">{chairs ? `Chair: ${chairs}` : 'Chair not stated'}</span>
    </>
  );
}

const options = <K extends string>(
  records: readonly ({ id: string } & Record<K, string>)[] | undefined,
  label: K,
) => (records ?? []).map((record) => ({ value: record.id, label: record[label] }));

/** The board leads the list of all; among what was searched for it leads its page. */
function boardFirst(rows: readonly Row[], board: Row | null, search: URLSearchParams): Row[] {
  const others = rows.filter((row) => !row.isBoard);
  if (isFiltered(search)) return [...rows.filter((row) => row.isBoard), ...others];
  const isFirstPage = !search.has('after') && !search.has('before');
  return board && isFirstPage ? [board, ...others] : others;
}

const isFiltered = (search: URLSearchParams) =>
  ['text', 'kind', 'agency', 'priority'].some((name) => search.get(name));

function filterOf(slug: string, search: URLSearchParams): Filter {
  const kinds = meetingKinds
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
