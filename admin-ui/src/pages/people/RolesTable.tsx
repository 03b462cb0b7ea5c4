import { Link } from 'react-router';
import { paths } from '../../paths.js';
import { roleWords } from '../../ui/roleWords.js';
import { type Column, Table } from '../../ui/Table.js';
import { day, moment } from '../../ui/words.js';
import type { Grant } from './queries.js';

/** The roles of one person, with who granted them and the way to take them away. */
export function RolesTable({
  grants,
  person,
}: {
  grants: readonly Grant[];
  person: { id: string; name: string };
}) {
  const columns: Column<Grant>[] = [
    { heading: 'Role', isRowHeading: true, cell: (grant) => roleWords(grant) },
    { heading: 'Granted', cell: (grant) => grantedWords(grant) },
    {
      heading: 'Last day',
      cell: ({ endsOn }) => (endsOn ? day(endsOn) : 'No end'),
    },
    ...(grants.some((grant) => grant.viewerCanRevoke)
      ? [
          {
            heading: 'Change',
            cell: (grant: Grant) =>
              grant.viewerCanRevoke ? (
                <Link className="govuk-link" to={paths.people.revoke(person.id, grant.id)}>
                  Take away<span className="govuk-visually-hidden"> {roleWords(grant)}</span>
                </Link>
              ) : null,
          },
        ]
      : []),
  ];
  return (
    <Table
      caption={`Roles of ${person.name}`}
      captionHidden
      columns={columns}
      rows={grants}
      rowKey={({ id }) => id}
      empty="No role that you see holds today. Without one they can only read what is public."
    />
  );
}

/** When a role was granted, and by whom. */
export function grantedWords({
  grantedAt,
  grantedByName,
}: {
  grantedAt: string;
  grantedByName: string | null;
}): string {
  return `${moment(grantedAt)} by ${grantedByName ?? 'whoever runs the server'}`;
}
