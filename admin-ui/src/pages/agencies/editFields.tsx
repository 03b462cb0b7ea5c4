/** The fields of an agency, as new ones and old ones are filled in. */
import { DateField, Select, TextArea, TextField } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { agencyKinds } from './choices.js';

export const AgencyEditFields = graphql(`
  fragment AgencyEdit on Agency @_unmask {
    id
    version
    slug
    name
    aliases
    kind
    website
    startedOn
    endedOn
    viewerCanUpdate
    viewerCanUpdateProfile
  }
`);

export type AgencyEdit = ResultOf<typeof AgencyEditFields>;

export const blankAgency = {
  name: '',
  aliases: '',
  kind: 'OTHER',
  website: '',
  startedOn: '',
  endedOn: '',
};

export function agencyValues(agency: AgencyEdit): typeof blankAgency {
  return {
    name: agency.name,
    aliases: agency.aliases.join('\n'),
    kind: agency.kind,
    website: agency.website ?? '',
    startedOn: agency.startedOn ?? '',
    endedOn: agency.endedOn ?? '',
  };
}

export const agencyDates: [string, string][] = [
  ['startedOn', 'The day it began'],
  ['endedOn', 'The day it ended'],
];

/** Names, one a line, as the list that the server takes. */
export function namesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** An input's value: other names are a list there. */
export function agencyInput(input: Record<string, unknown>): Record<string, unknown> {
  return 'aliases' in input ? { ...input, aliases: namesOf(String(input.aliases ?? '')) } : input;
}

/** `all`: administrators; else what an agency's own people keep. */
export function AgencyInputs({ all }: { all: boolean }) {
  return (
    <>
      {all ? (
        <>
          <TextField name="name" label="Name" />
          <Select name="kind" label="Kind" choices={agencyKinds} />
        </>
      ) : null}
      <TextArea
        name="aliases"
        label="Other names, one a line"
        hint="Short names and names in other lists. Names of the body, never of a person."
        rows={3}
      />
      <TextField name="website" label="Website" type="url" />
      {all ? (
        <>
          <DateField
            name="startedOn"
            label="The day it began"
            hint="Leave it empty if not known."
          />
          <DateField
            name="endedOn"
            label="The day it ended"
            hint="Only if it has ended. Record what came after it on its page."
          />
        </>
      ) : null}
    </>
  );
}
