import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { ArchiveButton } from '../../ui/ArchiveButton.js';
import { LiveNotice } from '../../ui/LiveNotice.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Paragraphs } from '../../ui/Paragraphs.js';
import { RecentChanges, RecentChangesFields } from '../../ui/RecentChanges.js';
import { SourceFields, Sources } from '../../ui/Sources.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { day, words } from '../../ui/words.js';
import { Priorities } from '../meetings/Priorities.js';
import NotFoundPage from '../NotFoundPage.js';
import { visibilities } from './choices.js';
import { Dates } from './DatesTables.js';
import { useEventDates } from './dates.js';

const EventQuery = graphql(
  `
    query EventPage_Event($id: ID!) {
      node(id: $id) {
        ... on Event {
          id
          version
          name
          kind
          description
          website
          startsOn
          endsOn
          venue
          visibility
          isArchived
          hostAgencies { id name }
          priorities { id heading }
          viewerCanUpdate
          viewerCanArchive
          viewerCanAddOccurrences
          partnership { id name }
          sources { ...Source }
          changes(first: 3) { ...RecentChanges }
        }
      }
    }
  `,
  [RecentChangesFields, SourceFields],
);

const Archive = graphql(
  `
    mutation EventPage_Archive($input: ArchiveInput!) {
      archiveEvent(input: $input) {
        event { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const Unarchive = graphql(
  `
    mutation EventPage_Unarchive($input: ArchiveInput!) {
      unarchiveEvent(input: $input) {
        event { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type EventRecord = Extract<
  NonNullable<ResultOf<typeof EventQuery>['node']>,
  { viewerCanAddOccurrences: boolean }
>;

/** An event, or a series of events, and its dates. */
export default function EventPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: EventQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the event">
      {({ node }) =>
        node && 'viewerCanAddOccurrences' in node ? (
          <EventView
            slug={slug}
            event={node}
            reload={() => ask({ requestPolicy: 'network-only' })}
          />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function EventView({ slug, event, reload }: { slug: string; event: EventRecord; reload(): void }) {
  const to = plan(slug);
  const [round, setRound] = useState(0);
  const [dates, retry] = useEventDates(event.id, round);
  return (
    <Page title={event.name} caption="Event" actions={<Actions slug={slug} event={event} />}>
      {event.isArchived ? (
        <p className="govuk-inset-text">This event is archived. Lists leave it out.</p>
      ) : null}
      <SummaryList rows={summary(slug, event)} />
      <Loaded query={dates} retry={retry} what="the dates">
        {(all) => <Dates slug={slug} event={event} dates={all} />}
      </Loaded>
      <Sources sources={event.sources} />
      <RecentChanges changes={event.changes} historyTo={to.events.history(event.id)} />
      <LiveNotice
        filter={{ entity: event.id }}
        after={event.changes.nodes[0]?.sequence}
        what="this event"
        onShow={() => {
          reload();
          setRound((old) => old + 1);
        }}
      />
    </Page>
  );
}

function Actions({ slug, event }: { slug: string; event: EventRecord }) {
  const to = plan(slug);
  const archive = useSave(Archive, 'archiveEvent');
  const unarchive = useSave(Unarchive, 'unarchiveEvent');
  return (
    <>
      {event.viewerCanAddOccurrences && !event.isArchived ? (
        <Link className="govuk-button" to={to.addEventDate(event.id)}>
          Add dates
        </Link>
      ) : null}
      {event.viewerCanUpdate ? (
        <Link className="govuk-button govuk-button--secondary" to={to.events.edit(event.id)}>
          Edit<span className="govuk-visually-hidden"> this event</span>
        </Link>
      ) : null}
      {event.viewerCanArchive ? (
        <ArchiveButton
          what="event"
          record={event}
          name={event.name}
          archive={archive}
          unarchive={unarchive}
          listTo={to.events.list}
        />
      ) : null}
    </>
  );
}

function summary(slug: string, event: EventRecord) {
  const days = [...new Set([event.startsOn, event.endsOn])].filter(Boolean).map(day);
  return [
    { term: 'Kind', value: words(event.kind) },
    { term: 'Hosts', value: event.hostAgencies.map(({ name }) => name).join(', ') },
    ...(days.length > 0 ? [{ term: 'Days', value: days.join(' to ') }] : []),
    { term: 'Where', value: event.venue },
    {
      term: 'Priorities',
      value:
        event.priorities.length > 0 ? <Priorities slug={slug} of={event.priorities} /> : 'None',
    },
    { term: 'What happens', value: event.description && <Paragraphs text={event.description} /> },
    {
      term: 'Web page',
      value: event.website && (
        <a className="govuk-link" href={event.website}>
          {event.website}
        </a>
      ),
    },
    {
      term: 'Who can see it',
      value: visibilities.find(({ value }) => value === event.visibility)?.label,
    },
  ];
}
