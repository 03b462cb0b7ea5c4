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
import { ruleInWords } from '../../ui/recurrence.js';
import { SourceFields, Sources } from '../../ui/Sources.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { words } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { AttendanceOverTime } from './AttendanceOverTime.js';
import { visibilities } from './choices.js';
import { Priorities } from './Priorities.js';
import { Sittings } from './SittingsTables.js';
import { useSittings } from './sittings.js';

const MeetingQuery = graphql(
  `
    query MeetingPage_Meeting($id: ID!) {
      node(id: $id) {
        ... on Meeting {
          id
          version
          name
          kind
          isBoard
          isArchived
          cadence
          recurrence
          description
          website
          visibility
          parent { id name }
          ownerAgency { id name }
          chairAgencies { id name }
          priorities { id heading }
          viewerCanUpdate
          viewerCanArchive
          viewerCanSchedule
          partnership {
            id
            name
          }
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
    mutation MeetingPage_Archive($input: ArchiveInput!) {
      archiveMeeting(input: $input) {
        meeting { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const Unarchive = graphql(
  `
    mutation MeetingPage_Unarchive($input: ArchiveInput!) {
      unarchiveMeeting(input: $input) {
        meeting { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export type Meeting = Extract<
  NonNullable<ResultOf<typeof MeetingQuery>['node']>,
  { viewerCanSchedule: boolean }
>;

/** A standing meeting: what it is, its sittings, and who came to them. */
export default function MeetingPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: MeetingQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the meeting">
      {({ node }) =>
        node && 'viewerCanSchedule' in node ? (
          <MeetingView
            slug={slug}
            meeting={node}
            reload={() => ask({ requestPolicy: 'network-only' })}
          />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = { slug: string; meeting: Meeting; reload(): void };

function MeetingView({ slug, meeting, reload }: Props) {
  const to = plan(slug);
  const [round, setRound] = useState(0);
  const [sittings, retry] = useSittings(meeting.id, round);
  const onShow = () => {
    reload();
    setRound((old) => old + 1);
  };
  return (
    <Page
      title={meeting.name}
      caption={meeting.isBoard ? `Board of ${meeting.partnership.name}` : 'Meeting'}
      actions={<Actions slug={slug} meeting={meeting} />}
    >
      {meeting.isArchived ? (
        <p className="govuk-inset-text">This meeting is archived. Lists leave it out.</p>
      ) : null}
      <SummaryList rows={summary(slug, meeting)} />
      <Loaded query={sittings} retry={retry} what="the sittings">
        {(all) => (
          <>
            <Sittings slug={slug} meeting={meeting} sittings={all} />
            <AttendanceOverTime slug={slug} meeting={meeting.id} />
          </>
        )}
      </Loaded>
      <Sources sources={meeting.sources} />
      <RecentChanges changes={meeting.changes} historyTo={to.meetings.history(meeting.id)} />
      <LiveNotice
        filter={{ entity: meeting.id }}
        after={meeting.changes.nodes[0]?.sequence}
        what="this meeting"
        onShow={onShow}
      />
    </Page>
  );
}

function Actions({ slug, meeting }: { slug: string; meeting: Meeting }) {
  const to = plan(slug);
  const archive = useSave(Archive, 'archiveMeeting');
  const unarchive = useSave(Unarchive, 'unarchiveMeeting');
  return (
    <>
      {meeting.viewerCanSchedule && !meeting.isArchived ? (
        <Link className="govuk-button" to={to.scheduleSitting(meeting.id)}>
          Schedule sittings
        </Link>
      ) : null}
      {meeting.viewerCanUpdate ? (
        <Link className="govuk-button govuk-button--secondary" to={to.meetings.edit(meeting.id)}>
          Edit<span className="govuk-visually-hidden"> this meeting</span>
        </Link>
      ) : null}
      {meeting.viewerCanArchive ? (
        <ArchiveButton
          what="meeting"
          record={meeting}
          name={meeting.name}
          archive={archive}
          unarchive={unarchive}
          listTo={to.meetings.list}
        />
      ) : null}
    </>
  );
}

function summary(slug: string, meeting: Meeting) {
  const to = plan(slug);
  const rule = ruleInWords(meeting.recurrence);
  return [
    { term: 'Kind', value: words(meeting.kind) },
    {
      term: 'How often',
      value: [meeting.cadence, rule].filter(Boolean).join('. ') || null,
    },
    { term: 'Belongs to', value: meeting.ownerAgency?.name ?? null },
    { term: 'Chair', value: meeting.chairAgencies.map(({ name }) => name).join(', ') },
    {
      term: 'Priorities',
      value:
        meeting.priorities.length > 0 ? <Priorities slug={slug} of={meeting.priorities} /> : 'None',
    },
    ...(meeting.parent
      ? [
          {
            term: 'Reports to',
            value: (
              <Link className="govuk-link" to={to.meetings.one(meeting.parent.id)}>
                {meeting.parent.name}
              </Link>
            ),
          },
        ]
      : []),
    {
      term: 'What it does',
      value: meeting.description && <Paragraphs text={meeting.description} />,
    },
    {
      term: 'Web page',
      value: meeting.website && (
        <a className="govuk-link" href={meeting.website}>
          {meeting.website}
        </a>
      ),
    },
    {
      term: 'Who can see it',
      value: visibilities.find(({ value }) => value === meeting.visibility)?.label,
    },
  ];
}
