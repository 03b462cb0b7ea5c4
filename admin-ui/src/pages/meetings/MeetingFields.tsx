/** The fields of a meeting, for adding one and for changing one. */

import { useShared } from '../../forms/fields.js';
import {
  badEdition,
  badSources,
  Checkbox,
  type Edition,
  EditionPriorities,
  editionInput,
  editionValues,
  LinkField,
  LinksField,
  NO_INDIVIDUALS,
  type Option,
  RuleFields,
  ruleInput,
  ruleNames,
  ruleValues,
  Select,
  SourcesField,
  sourceLines,
  sourcesInput,
  TextArea,
  TextField,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { holds, useViewer } from '../../session/Session.js';
import { SourceFields } from '../../ui/Sources.js';
import { useAgencySearch } from './agencySearch.js';
import { meetingKinds, type Visibility, visibilities } from './choices.js';

/** Of the meeting itself. */
export const MeetingFormFields = graphql(
  `
  fragment MeetingForm on Meeting @_unmask {
    id
    version
    name
    kind
    isBoard
    cadence
    recurrence
    description
    website
    visibility
    parent { id name }
    ownerAgency { id name }
    chairAgencies { id name }
    viewerCanUpdate
      sources { ...Source }
  }
`,
  [SourceFields],
);

/** What can be chosen, of the partnership. */
export const MeetingChoicesFields = graphql(`
  fragment MeetingChoices on Partnership @_unmask {
    id
    slug
    name
    viewerCanAddRecords
    agencies { id name }
    strategy { id }
    strategies { id title state priorities { id heading meetings { id } } }
    meetings(first: 100) { nodes { id name } }
  }
`);

export type MeetingRecord = ResultOf<typeof MeetingFormFields>;
export type MeetingChoices = ResultOf<typeof MeetingChoicesFields>;
type MeetingKind = MeetingRecord['kind'];
export type MeetingValues = ReturnType<typeof meetingValues>;

/** The editions, with what they say of this meeting; none of a new one. */
export function editionsOf({ strategies }: MeetingChoices, meeting: string | null): Edition[] {
  return strategies.map(({ id, title, state, priorities }) => ({
    id,
    title,
    state,
    priorities: priorities.map((priority) => ({
      id: priority.id,
      heading: priority.heading,
      isLinked: priority.meetings.some((each) => each.id === meeting),
    })),
  }));
}

export function meetingValues(
  meeting: MeetingRecord | null,
  editions: Edition[],
  inForce: string | undefined,
) {
  return {
    name: meeting?.name ?? '',
    kind: (meeting?.kind ?? 'OTHER') as string,
    isBoard: meeting?.isBoard ?? false,
    cadence: meeting?.cadence ?? '',
    ...ruleValues(meeting?.recurrence ?? null),
    description: meeting?.description ?? '',
    website: meeting?.website ?? '',
    parent: meeting?.parent?.id ?? '',
    ownerAgency: meeting?.ownerAgency?.id ?? '',
    chairAgencies: meeting?.chairAgencies.map(({ id }) => id) ?? [],
    visibility: (meeting?.visibility ?? 'PUBLIC') as string,
    ...editionValues(editions, inForce),
    sources: sourceLines(meeting?.sources ?? []),
    reason: '',
  };
}

/** What was changed, as an input takes it: null clears a field, absence keeps it. */
export function meetingInput(values: MeetingValues, editions: Edition[], changed: string[]) {
  const panel = values.kind === 'CASE_PANEL';
  const input = {
    name: values.name.trim(),
    kind: values.kind as MeetingKind,
    isBoard: values.isBoard,
    cadence: values.cadence.trim() || null,
    description: values.description.trim() || null,
    website: values.website.trim() || null,
    parent: values.parent || null,
    ownerAgency: values.ownerAgency || null,
    chairAgencies: values.chairAgencies,
    visibility: values.visibility as Visibility,
    sources: sourcesInput(values.sources),
  };
  const sent = Object.fromEntries(
    Object.entries(input).filter(
      // The register itself restricts all that belongs to a case panel.
      ([name]) => changed.includes(name) && !(panel && name === 'visibility'),
    ),
  ) as Partial<typeof input>;
  const rule = ruleNames.some((name) => changed.includes(name));
  return {
    ...sent,
    ...(rule ? { recurrence: ruleInput(values) } : {}),
    ...editionInput(values, editions),
    reason: values.reason.trim() || null,
  };
}

/** What is wrong with what was typed, before it is sent. */
export function badMeeting(values: MeetingValues, editions: Edition[]) {
  return [
    ...(values.name.trim() ? [] : [{ field: 'name', message: 'Give the meeting a name' }]),
    ...(values.nth && !values.weekday
      ? [{ field: 'weekday', message: 'Choose the weekday on which it meets' }]
      : []),
    ...badEdition(values, editions),
    ...badSources(values.sources),
  ];
}

type Props = { meeting: MeetingRecord | null; choices: MeetingChoices; editions: Edition[] };

export function MeetingFields({ meeting, choices, editions }: Props) {
  const viewer = useViewer();
  const search = useAgencySearch();
  const { form } = useShared();
  const coordinates = holds(viewer, 'COORDINATOR', choices.id);
  const own = coordinates ? choices.agencies : viewer.agencies;
  return (
    <>
      <TextField name="name" label="Name" />
      <Select name="kind" label="Kind" choices={meetingKinds} />
      {coordinates ? (
        <Checkbox name="isBoard" label="It is the partnership’s board" hint="At most one is." />
      ) : null}
      <TextField
        name="cadence"
        label="How often it meets, in words (optional)"
        hint="For example, quarterly, or every couple of months"
        width={30}
      />
      <RuleFields />
      <LinkField
        name="ownerAgency"
        label="Agency it belongs to (optional)"
        hint="Leave it empty if it is not stated. It may be outside the partnership."
        options={optionsOf([meeting?.ownerAgency, ...choices.agencies])}
        search={search}
      />
      <LinksField
        name="chairAgencies"
        label="Chair (optional)"
        hint={coordinates ? 'The agencies that chair it' : 'You can set your own agency'}
        options={optionsOf([...(meeting?.chairAgencies ?? []), ...own])}
      />
      <EditionPriorities editions={editions} />
      <LinkField
        name="parent"
        label="Reports to (optional)"
        hint="Another meeting of the partnership"
        options={optionsOf([
          meeting?.parent,
          ...choices.meetings.nodes.filter(({ id }) => id !== meeting?.id),
        ])}
      />
      <TextArea
        name="description"
        label="What it does (optional)"
        hint={`A blank line starts a paragraph. ${NO_INDIVIDUALS}`}
      />
      <TextField name="website" label="Web address (optional)" type="url" />
      {form.values.kind === 'CASE_PANEL' ? (
        <p className="govuk-inset-text">
          Everything of a case panel is restricted to its agencies, coordinators and auditors.
        </p>
      ) : (
        <Select name="visibility" label="Who can see it" choices={visibilities} />
      )}
      <SourcesField fields={['name', 'cadence', 'ownerAgency', 'chairAgencies', 'description']} />
    </>
  );
}

/** Each once, in this order. */
function optionsOf(records: ({ id: string; name: string } | null | undefined)[]): Option[] {
  const options = new Map<string, Option>();
  for (const record of records) {
    if (record) options.set(record.id, { value: record.id, label: record.name });
  }
  return [...options.values()];
}
