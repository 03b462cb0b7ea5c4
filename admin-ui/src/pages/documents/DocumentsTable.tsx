import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { VisibilityTag } from '../../ui/Status.js';
import { type Column, Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { day, words } from '../../ui/words.js';

/** What a row of a list of documents shows. */
export const DocumentRowFields = graphql(`
  fragment DocumentRow on Document @_unmask {
    id
    title
    kind
    url
    versionLabel
    datedOn
    isArchived
    visibility
  }
`);

export type DocumentRow = ResultOf<typeof DocumentRowFields>;

type Props = {
  slug: string;
  documents: readonly DocumentRow[];
  caption?: string;
  /** What to say, and what to do, when there is none. */
  empty: ReactNode;
};

export function DocumentsTable({ slug, documents, caption = 'Documents', empty }: Props) {
  const to = plan(slug).documents;
  const columns: Column<DocumentRow>[] = [
    {
      heading: 'Title',
      isRowHeading: true,
      cell: (document) => (
        <>
          <Link className="govuk-link" to={to.one(document.id)}>
            {document.title}
          </Link>
          <span className="register-row-note">
            {document.versionLabel} <VisibilityTag visibility={document.visibility} />{' '}
            {document.isArchived ? <Tag colour="grey">Archived</Tag> : null}
          </span>
        </>
      ),
    },
    { heading: 'Kind', cell: ({ kind }) => words(kind) },
    {
      heading: 'Dated',
      cell: ({ datedOn }) => day(datedOn) || <span className="register-muted">Not stated</span>,
    },
    { heading: 'Link', cell: (document) => <OpenDocument document={document} /> },
  ];
  return (
    <Table
      caption={caption}
      captionHidden
      columns={columns}
      rows={documents}
      rowKey={({ id }) => id}
      empty={empty}
    />
  );
}

/** A link to the document itself; where it is may not be known. */
export function OpenDocument({ document: { url, title } }: { document: DocumentRow }) {
  if (!url) return <span className="register-muted">Link not known</span>;
  return (
    <a className="govuk-link" href={url} rel="noreferrer">
      Open<span className="govuk-visually-hidden"> {title}</span>
    </a>
  );
}
