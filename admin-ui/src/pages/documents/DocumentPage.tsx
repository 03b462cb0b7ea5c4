/** All that is known of a document. The register holds where it is, not the file. */
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { UserErrorFields, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { ArchiveButton } from '../../ui/ArchiveButton.js';
import { ButtonLink } from '../../ui/Button.js';
import { LiveNotice } from '../../ui/LiveNotice.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { RecentChanges, RecentChangesFields } from '../../ui/RecentChanges.js';
import { SourceFields, Sources } from '../../ui/Sources.js';
import { VisibilityTag } from '../../ui/Status.js';
import { SummaryList } from '../../ui/SummaryList.js';
import { Tag } from '../../ui/Tag.js';
import { day, words } from '../../ui/words.js';
import { sittingOption } from '../actions/actionForm.js';
import NotFoundPage from '../NotFoundPage.js';
import { visibilities } from '../schemes/choices.js';

const DocumentFields = graphql(
  `
    fragment DocumentPage on Document @_unmask {
      id
      version
      isArchived
      title
      kind
      url
      versionLabel
      reference
      datedOn
      ownerAgency { id name }
      marking
      visibility
      strategies { id title }
      priorities { id heading }
      projects { id name }
      sittings { id name startsOn }
      sources { ...Source }
      viewerCanUpdate
      viewerCanArchive
      changes(first: 3) { ...RecentChanges }
      partnership { id slug name }
    }
  `,
  [SourceFields, RecentChangesFields],
);

const DocumentQuery = graphql(
  `
    query DocumentPage_Document($id: ID!) {
      node(id: $id) { ... on Document { ...DocumentPage } }
    }
  `,
  [DocumentFields],
);

const Archive = graphql(
  `
    mutation DocumentPage_Archive($input: ArchiveInput!) {
      archiveDocument(input: $input) {
        document { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const Unarchive = graphql(
  `
    mutation DocumentPage_Unarchive($input: ArchiveInput!) {
      unarchiveDocument(input: $input) {
        document { id version isArchived }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Document = ResultOf<typeof DocumentFields>;

export default function DocumentPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: DocumentQuery, variables: { id } });
  const again = () => ask({ requestPolicy: 'network-only' });
  return (
    <Loaded query={query} retry={again} what="the document">
      {({ node }) =>
        node && 'marking' in node && node.partnership.slug === slug ? (
          <DocumentView key={node.id} document={node} again={again} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function DocumentView({ document, again }: { document: Document; again(): void }) {
  const { id, title, isArchived, partnership } = document;
  const to = plan(partnership.slug).documents;
  const archive = useSave(Archive, 'archiveDocument');
  const unarchive = useSave(Unarchive, 'unarchiveDocument');
  return (
    <Page
      title={title}
      caption={`${words(document.kind)}, ${partnership.name}`}
      actions={
        document.viewerCanUpdate && !isArchived ? (
          <ButtonLink kind="secondary" to={to.edit(id)} about={title}>
            Edit
          </ButtonLink>
        ) : null
      }
    >
      <p className="govuk-body register-marks">
        {isArchived ? <Tag colour="grey">Archived</Tag> : null}
        <VisibilityTag visibility={document.visibility} />
      </p>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <SummaryList rows={rowsOf(document)} />
        </div>
        <div className="govuk-grid-column-one-third">
          <RecentChanges changes={document.changes} historyTo={to.history(id)} />
          <Sources sources={document.sources} />
          {document.viewerCanArchive ? (
            <ArchiveButton
              what="document"
              name={title}
              record={document}
              archive={archive}
              unarchive={unarchive}
              listTo={to.list}
            />
          ) : null}
        </div>
      </div>
      <LiveNotice
        filter={{ entity: id }}
        after={document.changes.nodes[0]?.sequence}
        what="this document"
        onShow={again}
      />
    </Page>
  );
}

function rowsOf(document: Document) {
  return [
    {
      term: 'Link',
      value: document.url ? (
        <a className="govuk-link" href={document.url} rel="noreferrer">
          {document.url}
        </a>
      ) : (
        'Link not known'
      ),
    },
    { term: 'Kind', value: words(document.kind) },
    { term: 'Version', value: document.versionLabel },
    { term: 'Reference', value: document.reference },
    { term: 'Date', value: day(document.datedOn) },
    { term: 'Owner agency', value: document.ownerAgency?.name },
    { term: 'Protective marking', value: document.marking },
    { term: 'Belongs to', value: belongsTo(document) },
    {
      term: 'Who can see it',
      value: visibilities.find(({ value }) => value === document.visibility)?.label,
    },
  ];
}

function belongsTo(document: Document) {
  const to = plan(document.partnership.slug);
  const links = [
    ...document.strategies.map(({ id, title }) => ({ to: to.strategies.one(id), name: title })),
    ...document.priorities.map(({ id, heading }) => ({ to: to.priorities.one(id), name: heading })),
    ...document.projects.map(({ id, name }) => ({ to: to.schemes.one(id), name })),
    ...document.sittings.map((sitting) => ({
      to: to.sitting(sitting.id),
      name: sittingOption(sitting).label,
    })),
  ];
  if (links.length === 0) return null;
  return (
    <ul className="govuk-list">
      {links.map((link) => (
        <li key={link.to}>
          <Link className="govuk-link" to={link.to}>
            {link.name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
