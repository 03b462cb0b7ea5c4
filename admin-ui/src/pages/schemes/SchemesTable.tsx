import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { RatingWithDate } from '../../ui/RatingWithDate.js';
import { ProjectStatusTag, VisibilityTag } from '../../ui/Status.js';
import { type Column, Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { words } from '../../ui/words.js';

/** What a row of the list of schemes shows. */
export const SchemeRowFields = graphql(`
  fragment SchemeRow on Project @_unmask {
    id
    name
    kind
    status
    visibility
    isArchived
    isStale
    leadAgency { id name }
    latestProgress { id rating on }
  }
`);

export type SchemeRow = ResultOf<typeof SchemeRowFields>;

type Props = { slug: string; schemes: readonly SchemeRow[]; isFiltered: boolean };

export function SchemesTable({ slug, schemes, isFiltered }: Props) {
  const to = plan(slug).schemes;
  const columns: Column<SchemeRow>[] = [
    {
      heading: 'Name',
      isRowHeading: true,
      cell: (scheme) => (
        <>
          <Link className="govuk-link" to={to.one(scheme.id)}>
            {scheme.name}
          </Link>
          <span className="register-row-note">
            {words(scheme.kind)} <VisibilityTag visibility={scheme.visibility} />{' '}
            {scheme.isArchived ? <Tag colour="grey">Archived</Tag> : null}
          </span>
        </>
      ),
    },
    { heading: 'Status', cell: ({ status }) => <ProjectStatusTag status={status} /> },
    {
      heading: 'Lead agency',
      cell: ({ leadAgency }) =>
        leadAgency?.name ?? <span className="register-muted">No lead yet</span>,
    },
    {
      heading: 'Latest progress',
      cell: (scheme) => (
        <>
          <RatingWithDate progress={scheme.latestProgress} />{' '}
          {scheme.isStale ? <Tag colour="yellow">Stale</Tag> : null}
        </>
      ),
    },
  ];
  return (
    <Table
      caption="Projects and schemes"
      captionHidden
      columns={columns}
      rows={schemes}
      rowKey={({ id }) => id}
      empty={<Empty isFiltered={isFiltered} />}
    />
  );
}

function Empty({ isFiltered }: { isFiltered: boolean }): ReactNode {
  return isFiltered ? (
    <p className="govuk-body">
      No scheme is like that. Take a filter away, or search for other words.
    </p>
  ) : (
    <p className="govuk-body">
      There are no projects or schemes yet. Use “Add a scheme” to enter the first.
    </p>
  );
}
