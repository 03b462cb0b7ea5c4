import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan, recordHistoryPath } from '../../paths.js';
import { ArchiveButton } from '../../ui/ArchiveButton.js';
import { LiveNotice } from '../../ui/LiveNotice.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { RecentChanges, RecentChangesFields } from '../../ui/RecentChanges.js';
import { OccurrenceStatusTag } from '../../ui/Status.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { whenWords, whenWordsAfter } from '../../ui/when.js';
import NotFoundPage from '../NotFoundPage.js';
import { visibilities } from './choices.js';

const DateQuery = graphql(
  `
    query DatePage_Date($id: ID!) {
      node(id: $id) {
        ... on EventOccurrence {
          id
          version
          name
          startsOn
          endsOn
          startTime
          endTime
          dateNote
          venue
          status
          audience
          bookingUrl
          visibility
          isArchived
          viewerCanUpdate
          viewerCanArchive
          hostAgencies { name }
          event { id name }
          changes(first: 3) { ...RecentChanges }
        }
      }
    }
  `,
  [RecentChangesFields],
);

const Archive = graphql(
  `
    mutation DatePage_Archive($input: ArchiveInput!) {
      archiveEventOccurrence(input: $input) {
        occurrence { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const Unarchive = graphql(
  `
    mutation DatePage_Unarchive($input: ArchiveInput!) {
      unarchiveEventOccurrence(input: $input) {
        occurrence { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type EventDate = Extract<
  NonNullable<ResultOf<typeof DateQuery>['node']>,
  { bookingUrl: string | null }
>;

/** One date, or window of days, of an event. */
export default function DatePage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: DateQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the date">
      {({ node }) =>
        node && 'bookingUrl' in node ? (
          <DateView slug={slug} date={node} reload={() => ask({ requestPolicy: 'network-only' })} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function DateView({ slug, date, reload }: { slug: string; date: EventDate; reload(): void }) {
  const own = date.name !== date.event.name;
  return (
    <Page
      title={own ? `${date.name}, ${whenWordsAfter(date)}` : whenWords(date)}
      caption={
        <Link className="govuk-link" to={plan(slug).events.one(date.event.id)}>
          {date.event.name}
        </Link>
      }
      actions={<Actions slug={slug} date={date} />}
    >
      {date.isArchived ? (
        <p className="govuk-inset-text">This date is archived. Lists leave it out.</p>
      ) : null}
      <SummaryList
        rows={[
          { term: 'When', value: whenWords(date) },
          { term: 'Where', value: date.venue },
          { term: 'Status', value: <OccurrenceStatusTag status={date.status} /> },
          { term: 'Hosts', value: date.hostAgencies.map(({ name }) => name).join(', ') },
          { term: 'For whom', value: date.audience },
          {
            term: 'Booking',
            value: date.bookingUrl && (
              <a className="govuk-link" href={date.bookingUrl}>
                {date.bookingUrl}
              </a>
            ),
          },
          {
            term: 'Who can see it',
            value: visibilities.find(({ value }) => value === date.visibility)?.label,
          },
        ]}
      />
      <RecentChanges
        changes={date.changes}
        historyTo={recordHistoryPath({
          entityType: 'EVENT_OCCURRENCE',
          entityId: date.id,
          partnership: { slug },
        })}
      />
      <LiveNotice
        filter={{ entity: date.id }}
        after={date.changes.nodes[0]?.sequence}
        what="this date"
        onShow={reload}
      />
    </Page>
  );
}

function Actions({ slug, date }: { slug: string; date: EventDate }) {
  const to = plan(slug);
  const archive = useSave(Archive, 'archiveEventOccurrence');
  const unarchive = useSave(Unarchive, 'unarchiveEventOccurrence');
  return (
    <>
      {date.viewerCanUpdate && !date.isArchived ? (
        <Link className="govuk-button govuk-button--secondary" to={to.eventDates.edit(date.id)}>
          Edit<span className="govuk-visually-hidden"> this date</span>
        </Link>
      ) : null}
      {date.viewerCanArchive ? (
        <ArchiveButton
          what="date"
          record={date}
          name={`${date.name}, ${whenWordsAfter(date)}`}
          archive={archive}
          unarchive={unarchive}
          listTo={to.events.one(date.event.id)}
        />
      ) : null}
    </>
  );
}
