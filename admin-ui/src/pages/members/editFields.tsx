/** The fields of a membership, as new ones and old ones are filled in. */
import { DateField, Select, TextField, UserErrorFields } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { bases, capacities } from './choices.js';
import { type Member, MemberFields } from './fields.js';

export const UpdateMember = graphql(
  `
    mutation MemberEditPage_Update($input: UpdateMembershipInput!) {
      updateMembership(input: $input) {
        membership { ...Member }
        errors { ...UserError }
      }
    }
  `,
  [MemberFields, UserErrorFields],
);

export const blankMember = {
  nameAsPublished: '',
  listedUnder: '',
  basis: 'NOT_STATED',
  basisAsPublished: '',
  capacity: 'NOT_STATED',
  joinedOn: '',
  leftOn: '',
};

export function memberValues(member: Member): typeof blankMember {
  return {
    nameAsPublished: member.nameAsPublished,
    listedUnder: member.listedUnder ?? '',
    basis: member.basis,
    basisAsPublished: member.basisAsPublished ?? '',
    capacity: member.capacity,
    joinedOn: member.joinedOn ?? '',
    leftOn: member.leftOn ?? '',
  };
}

export const memberDates: [string, string][] = [
  ['joinedOn', 'The day it joined'],
  ['leftOn', 'The day it left'],
];

export function MemberInputs() {
  return (
    <>
      <TextField
        name="nameAsPublished"
        label="Name as published"
        hint="As the partnership’s list names it. Leave it empty for the agency’s own name."
      />
      <TextField
        name="listedUnder"
        label="Listed under"
        hint="The heading under which the published list names it, if there is one."
      />
      <Select
        name="basis"
        label="Basis"
        hint="In the Crime and Disorder Act 1998. It belongs to this membership, not to the agency."
        choices={bases}
      />
      <TextField name="basisAsPublished" label="Basis in the published words" />
      <Select name="capacity" label="Capacity" choices={capacities} />
      <DateField name="joinedOn" label="The day it joined" />
      <DateField
        name="leftOn"
        label="The day it left"
        hint="Leave it empty while it is a member."
      />
    </>
  );
}
