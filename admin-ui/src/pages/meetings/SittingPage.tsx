import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan, recordHistoryPath } from '../../paths.js';
import { ArchiveButton } from '../../ui/ArchiveButton.js';
import { LiveNotice } from '../../ui/LiveNotice.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Paragraphs } from '../../ui/Paragraphs.js';
import { RecentChanges, RecentChangesFields } from '../../ui/RecentChanges.js';
import { OccurrenceStatusTag } from '../../ui/Status.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { whenWords, whenWordsAfter } from '../../ui/when.js';
import NotFoundPage from '../NotFoundPage.js';
import { SittingPaper } from '../papers/SittingPaper.js';
import { AddActions } from './AddActions.js';
import { visibilities } from './choices.js';
import { ActionsAgreed, AttendanceTable, Documents } from './SittingParts.js';
import { mayBeRecorded } from './sittings.js';

const SittingQuery = graphql(
  `
    query SittingPage_Sitting($id: ID!) {
      node(id: $id) {
        ... on MeetingOccurrence {
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
          summary
          visibility
          isArchived
          viewerCanUpdate
          viewerCanArchive
          viewerCanRecord
          meeting { id name }
          partnership { id viewerCanAddRecords }
          attendance { state capacity post agency { id name } }
          actions { id reference text dueOn status isOverdue ownerPost owners { name } }
          documents { id title kind url datedOn visibility }
          changes(first: 3) { ...RecentChanges }
        }
      }
    }
  `,
  [RecentChangesFields],
);

const Archive = graphql(
  `
    mutation SittingPage_Archive($input: ArchiveInput!) {
      archiveMeetingOccurrence(input: $input) {
        occurrence { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const Unarchive = graphql(
  `
    mutation SittingPage_Unarchive($input: ArchiveInput!) {
      unarchiveMeetingOccurrence(input: $input) {
        occurrence { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export type SittingRecord = Extract<
  NonNullable<ResultOf<typeof SittingQuery>['node']>,
  { viewerCanRecord: boolean }
>;

/** One sitting of a meeting: when and where, who came, what was decided and agreed. */
export default function SittingPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: SittingQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the sitting">
      {({ node }) =>
        node && 'viewerCanRecord' in node ? (
          <SittingView
            slug={slug}
            sitting={node}
            reload={() => ask({ requestPolicy: 'network-only' })}
          />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = { slug: string; sitting: SittingRecord; reload(): void };

function SittingView({ slug, sitting, reload }: Props) {
  const to = plan(slug);
  const named = sitting.name === sitting.meeting.name ? 'Sitting' : sitting.name;
  return (
    <Page
      title={`${named}, ${whenWordsAfter(sitting)}`}
      caption={
        <Link className="govuk-link" to={to.meetings.one(sitting.meeting.id)}>
          {sitting.meeting.name}
        </Link>
      }
      actions={<Actions slug={slug} sitting={sitting} />}
    >
      {sitting.isArchived ? (
        <p className="govuk-inset-text">This sitting is archived. Lists leave it out.</p>
      ) : null}
      <SummaryList rows={summary(sitting)} />
      <SittingPaper slug={slug} sitting={sitting} />
      <h2 className="govuk-heading-m">What was discussed and decided</h2>
      {sitting.summary ? (
        <Paragraphs text={sitting.summary} />
      ) : (
        <p className="govuk-body">Nothing is recorded yet.</p>
      )}
      <h2 className="govuk-heading-m">Attendance</h2>
      <AttendanceTable attendance={sitting.attendance} />
      <h2 className="govuk-heading-m">Actions agreed</h2>
      <ActionsAgreed slug={slug} actions={sitting.actions} />
      {sitting.partnership.viewerCanAddRecords && !sitting.isArchived ? (
        <AddActions slug={slug} sitting={sitting.id} onAdded={reload} />
      ) : null}
      <h2 className="govuk-heading-m">Documents</h2>
      <Documents slug={slug} documents={sitting.documents} />
      <RecentChanges
        changes={sitting.changes}
        historyTo={recordHistoryPath({
          entityType: 'MEETING_OCCURRENCE',
          entityId: sitting.id,
          partnership: { slug },
        })}
      />
      <LiveNotice
        filter={{ entity: sitting.id }}
        after={sitting.changes.nodes[0]?.sequence}
        what="this sitting"
        onShow={reload}
      />
    </Page>
  );
}

function Actions({ slug, sitting }: { slug: string; sitting: SittingRecord }) {
  const to = plan(slug);
  const archive = useSave(Archive, 'archiveMeetingOccurrence');
  const unarchive = useSave(Unarchive, 'unarchiveMeetingOccurrence');
  const current = !sitting.isArchived;
  return (
    <>
      {current && sitting.viewerCanRecord && mayBeRecorded(sitting) ? (
        <Link className="govuk-button" to={to.recordSitting(sitting.id)}>
          {sitting.status === 'HELD' ? 'Change the record' : 'Record this sitting'}
        </Link>
      ) : null}
      {current && sitting.viewerCanUpdate ? (
        <>
          {sitting.status === 'HELD' ? null : (
            <Link className="govuk-button govuk-button--secondary" to={to.moveSitting(sitting.id)}>
              Move, postpone or cancel
            </Link>
          )}
          <Link className="govuk-button govuk-button--secondary" to={to.sittings.edit(sitting.id)}>
            Edit<span className="govuk-visually-hidden"> this sitting</span>
          </Link>
        </>
      ) : null}
      {sitting.viewerCanArchive ? (
        <ArchiveButton
          what="sitting"
          record={sitting}
          name={`${sitting.name}, ${whenWordsAfter(sitting)}`}
          archive={archive}
          unarchive={unarchive}
          listTo={to.meetings.one(sitting.meeting.id)}
        />
      ) : null}
    </>
  );
}

function summary(sitting: SittingRecord) {
  const waits = sitting.viewerCanRecord && !mayBeRecorded(sitting) && sitting.status === 'PLANNED';
  return [
    { term: 'When', value: whenWords(sitting) },
    { term: 'Where', value: sitting.venue },
    {
      term: 'Status',
      value: (
        <>
          <OccurrenceStatusTag status={sitting.status} />
          {waits ? ' It can be recorded from its day on.' : null}
        </>
      ),
    },
    {
      term: 'Who can see it',
      value: visibilities.find(({ value }) => value === sitting.visibility)?.label,
    },
  ];
}
