/** The fields of a partnership, as new ones and old ones are filled in. */
import {
  DateField,
  type FormError,
  filledLines,
  LinkField,
  linesOf,
  type Option,
  Rows,
  Select,
  TextArea,
  TextField,
  textOf,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { namesOf } from '../agencies/editFields.js';
import { partnershipKinds, purposes } from './choices.js';
import { usePartnershipSearch } from './usePartnershipSearch.js';

export const PartnershipEditFields = graphql(`
  fragment PartnershipEdit on Partnership @_unmask {
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
    parent { id name }
    startedOn
    endedOn
    staleAfterDays
    viewerCanUpdate
  }
`);

export type PartnershipEdit = ResultOf<typeof PartnershipEditFields>;

const blankArea = { name: '', code: '' };
const blankAim = { text: '', purpose: '' };

export const blankPartnership = {
  name: '',
  aliases: '',
  kind: 'COMMUNITY_SAFETY_PARTNERSHIP',
  areas: [textOf(blankArea)],
  description: '',
  dutyStatement: '',
  otherMembers: '',
  aims: [textOf(blankAim)],
  website: '',
  contact: '',
  parent: '',
  startedOn: '',
  endedOn: '',
  staleAfterDays: '',
};

export type PartnershipValues = typeof blankPartnership;

export function partnershipValues(partnership: PartnershipEdit): PartnershipValues {
  return {
    name: partnership.name,
    aliases: partnership.aliases.join('\n'),
    kind: partnership.kind,
    areas: partnership.areas.map(({ name, code }) => textOf({ name, code: code ?? '' })),
    description: partnership.description ?? '',
    dutyStatement: partnership.dutyStatement ?? '',
    otherMembers: partnership.otherMembers ?? '',
    aims: partnership.aims.map(({ text, purpose }) => textOf({ text, purpose: purpose ?? '' })),
    website: partnership.website ?? '',
    contact: partnership.contact ?? '',
    parent: partnership.parent?.id ?? '',
    startedOn: partnership.startedOn ?? '',
    endedOn: partnership.endedOn ?? '',
    staleAfterDays: partnership.staleAfterDays?.toString() ?? '',
  };
}

export const partnershipDates: [string, string][] = [
  ['startedOn', 'The day it began'],
  ['endedOn', 'The day it ended'],
];

/** What is wrong before the register is asked. */
export function wrongPartnership({ staleAfterDays }: PartnershipValues): FormError[] {
  const days = Number(staleAfterDays);
  const fits = staleAfterDays === '' || (Number.isInteger(days) && days >= 1 && days <= 3650);
  return fits
    ? []
    : [{ field: 'staleAfterDays', message: 'Give a whole number of days, from 1 to 3650' }];
}

/** An input's values: lines and names are lists there. */
export function partnershipInput(input: Record<string, unknown>): Record<string, unknown> {
  const { areas, aims, aliases, staleAfterDays, ...rest } = input;
  return {
    ...rest,
    ...(staleAfterDays === undefined
      ? {}
      : { staleAfterDays: staleAfterDays === null ? null : Number(staleAfterDays) }),
    ...(aliases === undefined ? {} : { aliases: namesOf(String(aliases ?? '')) }),
    ...(areas === undefined
      ? {}
      : {
          areas: linesOf(filledLines(areas as string[], blankArea)).map(({ name, code }) => ({
            name: name?.trim() ?? '',
            code: code?.trim() || null,
          })),
        }),
    ...(aims === undefined
      ? {}
      : {
          aims: linesOf(filledLines(aims as string[], blankAim)).map(({ text, purpose }) => ({
            text: text?.trim() ?? '',
            purpose: purpose || null,
          })),
        }),
  };
}

export function PartnershipInputs({ parents }: { parents: Option[] }) {
  const search = usePartnershipSearch();
  return (
    <>
      <TextField name="name" label="Name" />
      <TextArea
        name="aliases"
        label="Other names, one a line"
        hint="Former and short names."
        rows={2}
      />
      <Select name="kind" label="Kind" choices={partnershipKinds} />
      <Rows
        name="areas"
        label="Areas"
        hint="The area that it is for; several for a combined one."
        lineLabel="Area"
        addLabel="Add an area"
        blank={blankArea}
        columns={[
          { name: 'name', label: 'Name of the area', size: 'long' },
          { name: 'code', label: 'Area code (optional)', size: 'short' },
        ]}
      />
      <TextArea name="description" label="Description" />
      <Rows
        name="aims"
        label="Aims"
        hint="What it is for, in the published words."
        lineLabel="Aim"
        addLabel="Add an aim"
        blank={blankAim}
        columns={[
          { name: 'text', label: 'Aim', size: 'long' },
          { name: 'purpose', label: 'Purpose in law', choices: purposes },
        ]}
      />
      <TextArea
        name="dutyStatement"
        label="Duty statement"
        hint="What the law asks of it, as published. Do not name or describe individuals."
      />
      <TextField
        name="otherMembers"
        label="Other members in words"
        hint="What the published list says beside the agencies named."
      />
      <TextField name="website" label="Website" type="url" />
      <TextArea
        name="contact"
        label="Contact"
        hint="A post, an office or a shared address, never a person's own. Do not name or describe individuals."
        rows={3}
      />
      <LinkField
        name="parent"
        label="The partnership above it"
        hint="For example, the county strategy group."
        options={parents}
        search={search}
      />
      <DateField name="startedOn" label="The day it began" hint="Leave it empty if not known." />
      <DateField name="endedOn" label="The day it ended" hint="Only if it has ended." />
      <TextField
        name="staleAfterDays"
        label="After how many days without news is a scheme shown as stale?"
        hint="News is an update or a “No change”. 120 days if you leave it empty."
        inputMode="numeric"
        width={4}
      />
    </>
  );
}
