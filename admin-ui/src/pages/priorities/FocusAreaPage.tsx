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
import { RecentChanges, RecentChangesFields } from '../../ui/RecentChanges.js';
import { SourceFields, Sources } from '../../ui/Sources.js';
import { SummaryList } from '../../ui/SummaryList.js';
import NotFoundPage from '../NotFoundPage.js';
import { nameOfPriority } from '../strategies/names.js';
import {
  ArchiveFocusArea,
  EditionFields,
  RatingFields,
  ServingSchemeFields,
  UnarchiveFocusArea,
} from './fields.js';
import { RatingsTable } from './RatingsTable.js';
import { ServingSchemes } from './ServingSchemes.js';

const FocusAreaFields = graphql(
  `
    fragment FocusAreaPage on FocusArea @_unmask {
      id
      version
      position
      title
      isArchived
      carriedFrom { id title priority { strategy { title } } }
      priority { id position title strategy { ...EditionOf } }
      projects { ...ServingScheme }
      progress(first: 20) { totalCount nodes { ...RatingEntry } }
      sources { ...Source }
      viewerCanUpdate
      viewerCanArchive
      viewerCanPostProgress
      changes(first: 3) { ...RecentChanges }
    }
  `,
  [EditionFields, RatingFields, RecentChangesFields, ServingSchemeFields, SourceFields],
);

const FocusAreaQuery = graphql(
  `
    query FocusAreaPage_FocusArea($id: ID!) {
      node(id: $id) { ... on FocusArea { ...FocusAreaPage } }
    }
  `,
  [FocusAreaFields],
);

type FocusArea = ResultOf<typeof FocusAreaFields>;

/** What a priority concentrates on: which schemes serve it, and how it goes. */
export default function FocusAreaPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: FocusAreaQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the focus area">
      {({ node }) =>
        node && 'priority' in node && node.priority.strategy.partnership.slug === slug ? (
          <>
            <FocusAreaView area={node} slug={slug} />
            <LiveNotice
              filter={{ entity: node.id }}
              after={node.changes.nodes[0]?.sequence}
              what="this focus area"
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

function FocusAreaView({ area, slug }: { area: FocusArea; slug: string }) {
  const to = plan(slug);
  const { priority } = area;
  return (
    <Page
      title={area.title}
      caption={`Focus area of ${nameOfPriority(priority)}, ${priority.strategy.title}`}
    >
      {area.isArchived ? (
        <div className="govuk-inset-text">
          This focus area is in the archive: it has left the lists.
        </div>
      ) : null}
      <Actions area={area} slug={slug} />
      <SummaryList rows={rowsOf(area, slug)} />
      <ServingSchemes
        slug={slug}
        schemes={area.projects}
        of="this focus area"
        linksTo={area.viewerCanUpdate ? to.focusAreas.edit(area.id) : null}
      />
      <RatingsTable
        entries={area.progress.nodes}
        total={area.progress.totalCount}
        of="this focus area"
        postTo={area.viewerCanPostProgress ? to.focusAreaProgress(area.id) : null}
      />
      <Sources sources={area.sources} />
      <RecentChanges changes={area.changes} historyTo={to.focusAreas.history(area.id)} />
    </Page>
  );
}

function Actions({ area, slug }: { area: FocusArea; slug: string }) {
  const to = plan(slug);
  const archive = useSave(ArchiveFocusArea, 'archiveFocusArea');
  const unarchive = useSave(UnarchiveFocusArea, 'unarchiveFocusArea');
  return (
    <ButtonGroup>
      {area.viewerCanUpdate ? (
        <Link className="govuk-button" to={to.focusAreas.edit(area.id)}>
          Edit<span className="govuk-visually-hidden"> this focus area</span>
        </Link>
      ) : null}
      {area.viewerCanPostProgress ? (
        <Link className="govuk-button govuk-button--secondary" to={to.focusAreaProgress(area.id)}>
          Post progress
        </Link>
      ) : null}
      {area.viewerCanArchive ? (
        <ArchiveButton
          what="focus area"
          record={area}
          name={area.title}
          archive={archive}
          unarchive={unarchive}
          listTo={to.priorities.one(area.priority.id)}
        />
      ) : null}
    </ButtonGroup>
  );
}

function rowsOf({ priority, carriedFrom }: FocusArea, slug: string) {
  const to = plan(slug);
  return [
    {
      term: 'Priority',
      value: (
        <Link className="govuk-link" to={to.priorities.one(priority.id)}>
          {nameOfPriority(priority)}
        </Link>
      ),
    },
    {
      term: 'Strategy',
      value: (
        <Link className="govuk-link" to={to.strategies.one(priority.strategy.id)}>
          {priority.strategy.title}
        </Link>
      ),
    },
    {
      term: 'Carried from',
      value: carriedFrom ? (
        <Link className="govuk-link" to={to.focusAreas.one(carriedFrom.id)}>
          {carriedFrom.title}, {carriedFrom.priority.strategy.title}
        </Link>
      ) : (
        'Not carried from an earlier edition'
      ),
    },
  ];
}
