import type { ReactNode } from 'react';
import { graphql, type ResultOf } from '../../../graphql/tada.js';
import { Table } from '../../../ui/Table.js';
import { day, words } from '../../../ui/words.js';

export const MemberFields = graphql(`
  fragment AsOfMember on Membership @_unmask {
    id
    nameAsPublished
    basis
    capacity
    joinedOn
    leftOn
    agency { id name }
  }
`);

type Member = ResultOf<typeof MemberFields>;

/** Members of one day: as published, and the agency that it is. */
export function MembersTable({
  members,
  name,
}: {
  members: readonly Member[];
  name(member: Member): ReactNode;
}) {
  return (
    <Table
      caption="Members"
      captionHidden
      rows={members}
      rowKey={({ id }) => id}
      columns={[
        { heading: 'Name as published', isRowHeading: true, cell: name },
        { heading: 'Agency', cell: ({ agency }) => agency.name },
        { heading: 'Basis', cell: ({ basis }) => words(basis) },
        { heading: 'Capacity', cell: ({ capacity }) => words(capacity) },
        {
          heading: 'Since',
          cell: ({ joinedOn, leftOn }) =>
            `${day(joinedOn) || 'Not stated'}${leftOn ? ` until ${day(leftOn)}` : ''}`,
        },
      ]}
      empty={<p className="govuk-body">No members are known of that day.</p>}
    />
  );
}
