import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { ArchiveButton } from '../../ui/ArchiveButton.js';
import { ButtonGroup } from '../../ui/Button.js';
import { LiveNotice } from '../../ui/LiveNotice.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Paragraphs } from '../../ui/Paragraphs.js';
import { RecentChanges, RecentChangesFields } from '../../ui/RecentChanges.js';
import { SourceFields, Sources } from '../../ui/Sources.js';
import { StrategyStateTag } from '../../ui/Status.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { words } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { FocusAreas } from '../strategies/FocusAreas.js';
import { FocusAreaLineFields, wasPublished } from '../strategies/fields.js';
import { nameOfPriority } from '../strategies/names.js';
import {
  ArchivePriority,
  EditionFields,
  RatingFields,
  ServingSchemeFields,
  UnarchivePriority,
} from './fields.js';
import { LinkedRecords } from './LinkedRecords.js';
import { RatingsTable } from './RatingsTable.js';
import { ServingSchemes } from './ServingSchemes.js';

const PriorityFields = graphql(
  `
    fragment PriorityPage on Priority @_unmask {
      id
      version
      position
      title
      titleStatus
      summary
      approach
      isArchived
      carriedFrom { id heading strategy { title } }
      strategy { ...EditionOf }
      leadAgencies { id name slug }
      focusAreas { ...FocusAreaLine }
      meetings { id name kind cadence visibility }
      events { id name kind visibility }
      documents { id title kind visibility }
      projects { ...ServingScheme }
      progress(first: 20) { totalCount nodes { ...RatingEntry } }
      sources { ...Source }
      viewerCanUpdate
      viewerCanArchive
      viewerCanEditFocusAreas
      viewerCanPostProgress
      changes(first: 3) { ...RecentChanges }
    }
  `,
  [
    EditionFields,
    FocusAreaLineFields,
    RatingFields,
    RecentChangesFields,
    ServingSchemeFields,
    SourceFields,
  ],
);

const PriorityQuery = graphql(
  `
    query PriorityPage_Priority($id: ID!) {
      node(id: $id) { ... on Priority { ...PriorityPage } }
    }
  `,
  [PriorityFields],
);

type Priority = ResultOf<typeof PriorityFields>;

/** A priority of one edition: what it says, who leads it, what serves it, how it goes. */
export default function PriorityPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: PriorityQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the priority">
      {({ node }) =>
        node && 'strategy' in node && node.strategy.partnership.slug === slug ? (
          <>
            <PriorityView priority={node} slug={slug} />
            <LiveNotice
              filter={{ entity: node.id }}
              after={node.changes.nodes[0]?.sequence}
              what="this priority"
              onShow={() => ask({ requestPolicy: 'network-only' })}
            />
          </>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function PriorityView({ priority, slug }: { priority: Priority; slug: string }) {
  const to = plan(slug);
  const { id, strategy } = priority;
  const [renamed, setRenamed] = useState<string | null>(null);
  return (
    <Page
      title={priority.title ?? `Priority ${priority.position}`}
      caption={`Priority ${priority.position} of ${strategy.title}`}
    >
      <TitleNote priority={priority} />
      <Actions priority={priority} slug={slug} />
      <SummaryList rows={rowsOf(priority, slug)} />
      <h2 className="govuk-heading-m register-section">Focus areas</h2>
      <FocusAreas
        priority={priority}
        slug={slug}
        asksWhy={wasPublished(strategy.state)}
        renaming={{ id: renamed, set: setRenamed }}
      />
      <ServingSchemes
        slug={slug}
        schemes={priority.projects}
        of="this priority"
        linksTo={priority.viewerCanUpdate ? to.priorityLinks(id) : null}
      />
      <LinkedRecords
        slug={slug}
        {...priority}
        linksTo={priority.viewerCanUpdate ? to.priorityLinks(id) : null}
      />
      <RatingsTable
        entries={priority.progress.nodes}
        total={priority.progress.totalCount}
        of="this priority"
        postTo={priority.viewerCanPostProgress ? to.priorityProgress(id) : null}
      />
      <Sources sources={priority.sources} />
      <RecentChanges changes={priority.changes} historyTo={to.priorities.history(id)} />
    </Page>
  );
}

function Actions({ priority, slug }: { priority: Priority; slug: string }) {
  const to = plan(slug);
  const archive = useSave(ArchivePriority, 'archivePriority');
  const unarchive = useSave(UnarchivePriority, 'unarchivePriority');
  return (
    <ButtonGroup>
      {priority.viewerCanUpdate ? (
        <Link className="govuk-button" to={to.priorities.edit(priority.id)}>
          Edit<span className="govuk-visually-hidden"> this priority</span>
        </Link>
      ) : null}
      {priority.viewerCanPostProgress ? (
        <Link
          className="govuk-button govuk-button--secondary"
          to={to.priorityProgress(priority.id)}
        >
          Post progress
        </Link>
      ) : null}
      {priority.viewerCanArchive ? (
        <ArchiveButton
          what="priority"
          record={priority}
          name={nameOfPriority(priority)}
          archive={archive}
          unarchive={unarchive}
          listTo={to.strategies.one(priority.strategy.id)}
        />
      ) : null}
    </ButtonGroup>
  );
}

/** That a title was not published as such, and what readers see instead. */
function TitleNote({ priority: { titleStatus, position, isArchived } }: { priority: Priority }) {
  const note = {
    VERIFIED: '',
    PROVISIONAL: `The title is provisional: it was not published as such. Readers see “Priority ${position}” with this title marked as provisional.`,
    MISSING: `The title is not known. Readers see “Priority ${position}”.`,
  }[titleStatus];
  const archived = isArchived ? 'This priority is in the archive: it has left the lists. ' : '';
  return note || archived ? (
    <div className="govuk-inset-text">
      {archived}
      {note}
    </div>
  ) : null;
}

function rowsOf(priority: Priority, slug: string) {
  const to = plan(slug);
  const { strategy, carriedFrom, leadAgencies } = priority;
  return [
    {
      term: 'Strategy',
      value: (
        <>
          <Link className="govuk-link" to={to.strategies.one(strategy.id)}>
            {strategy.title}
          </Link>{' '}
          <StrategyStateTag state={strategy.state} />
        </>
      ),
    },
    { term: 'Title', value: words(priority.titleStatus) },
    {
      term: 'Lead agencies',
      value: leadAgencies.length > 0 ? leadAgencies.map(({ name }) => name).join(', ') : 'None',
    },
    { term: 'Summary', value: priority.summary ? <Paragraphs text={priority.summary} /> : null },
    { term: 'Approach', value: priority.approach ? <Paragraphs text={priority.approach} /> : null },
    {
      term: 'Carried from',
      value: carriedFrom ? (
        <Link className="govuk-link" to={to.priorities.one(carriedFrom.id)}>
          {carriedFrom.heading}, {carriedFrom.strategy.title}
        </Link>
      ) : (
        'Not carried from an earlier edition'
      ),
    },
  ];
}
