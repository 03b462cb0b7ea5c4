import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { paths, plan } from '../../paths.js';
import { ArchiveButton } from '../../ui/ArchiveButton.js';
import { ButtonGroup } from '../../ui/Button.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Paragraphs } from '../../ui/Paragraphs.js';
import { RecentChanges, RecentChangesFields } from '../../ui/RecentChanges.js';
import { SourceFields, Sources } from '../../ui/Sources.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { day, moment, words } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';

const PartnershipFields = graphql(
  `
    fragment PartnershipPage on Partnership @_unmask {
      id
      version
      slug
      name
      aliases
      kind
      areas { name code }
      description
      dutyStatement
      otherMembers
      aims { text purpose }
      website
      contact
      parent { id slug name }
      startedOn
      endedOn
      historyBeginsAt
      staleAfterDays
      isArchived
      sources { ...Source }
      viewerCanUpdate
      viewerCanArchive
      changes(first: 3) { ...RecentChanges }
    }
  `,
  [RecentChangesFields, SourceFields],
);

const PartnershipQuery = graphql(
  `
    query PartnershipPage_Partnership($slug: String!) {
      partnership(slug: $slug) { ...PartnershipPage }
    }
  `,
  [PartnershipFields],
);

const ArchivePartnership = graphql(
  `
    mutation PartnershipPage_Archive($input: ArchiveInput!) {
      archivePartnership(input: $input) {
        partnership { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const UnarchivePartnership = graphql(
  `
    mutation PartnershipPage_Unarchive($input: ArchiveInput!) {
      unarchivePartnership(input: $input) {
        partnership { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Partnership = ResultOf<typeof PartnershipFields>;

/** A partnership's own record: its names, areas, aims and duty. Its plan has pages of its own. */
export default function PartnershipPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: PartnershipQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the partnership">
      {({ partnership }) =>
        partnership ? <PartnershipView partnership={partnership} /> : <NotFoundPage />
      }
    </Loaded>
  );
}

function PartnershipView({ partnership }: { partnership: Partnership }) {
  const to = plan(partnership.slug);
  return (
    <Page title={partnership.name} caption="Partnership">
      {partnership.isArchived ? (
        <div className="govuk-inset-text">
          This partnership is in the archive: it has left the lists and the public pages.
        </div>
      ) : null}
      <Actions partnership={partnership} />
      <SummaryList rows={rowsOf(partnership)} />
      <Sources sources={partnership.sources} />
      <RecentChanges changes={partnership.changes} historyTo={to.history} />
    </Page>
  );
}

function Actions({ partnership }: { partnership: Partnership }) {
  const to = plan(partnership.slug);
  const archive = useSave(ArchivePartnership, 'archivePartnership');
  const unarchive = useSave(UnarchivePartnership, 'unarchivePartnership');
  return (
    <ButtonGroup>
      <Link className="govuk-button" to={to.home}>
        Open its plan
      </Link>
      {partnership.viewerCanUpdate ? (
        <Link className="govuk-button govuk-button--secondary" to={to.edit}>
          Edit<span className="govuk-visually-hidden"> {partnership.name}</span>
        </Link>
      ) : null}
      {partnership.viewerCanArchive ? (
        <ArchiveButton
          what="partnership"
          record={partnership}
          name={partnership.name}
          archive={archive}
          unarchive={unarchive}
          listTo={paths.partnerships.list}
        />
      ) : null}
    </ButtonGroup>
  );
}

function rowsOf(partnership: Partnership) {
  const { areas, aims, parent, website, description, dutyStatement, contact } = partnership;
  return [
    { term: 'Kind', value: words(partnership.kind) },
    { term: 'Other names', value: partnership.aliases.join(', ') || 'None' },
    {
      term: 'Areas',
      value: areas.map(({ name, code }) => (code ? `${name} (${code})` : name)).join(', '),
    },
    { term: 'Description', value: description ? <Paragraphs text={description} /> : null },
    {
      term: 'Aims',
      value:
        aims.length > 0 ? (
          <ul className="govuk-list govuk-list--bullet">
            {aims.map(({ text, purpose }) => (
              <li key={text}>
                {text}
                {purpose ? <span className="register-muted"> ({words(purpose)})</span> : null}
              </li>
            ))}
          </ul>
        ) : null,
    },
    { term: 'Duty statement', value: dutyStatement ? <Paragraphs text={dutyStatement} /> : null },
    { term: 'Other members', value: partnership.otherMembers },
    {
      term: 'Website',
      value: website ? (
        <a className="govuk-link" href={website} rel="noreferrer">
          {website}
        </a>
      ) : null,
    },
    { term: 'Contact', value: contact ? <Paragraphs text={contact} /> : null },
    {
      term: 'Above it',
      value: parent ? (
        <Link className="govuk-link" to={paths.partnerships.one(parent.slug)}>
          {parent.name}
        </Link>
      ) : (
        'None'
      ),
    },
    { term: 'Began', value: day(partnership.startedOn) },
    { term: 'Ended', value: day(partnership.endedOn) || 'It goes on, as far as is known' },
    {
      term: 'A scheme is stale after',
      value: `${partnership.staleAfterDays ?? 120} days without news`,
    },
    { term: 'Its history begins', value: moment(partnership.historyBeginsAt) },
  ];
}
