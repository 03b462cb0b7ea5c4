/** The fields of a priority, as new ones and old ones are filled in. */
import { LinksField, type Option, Radios, TextArea, TextField } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { EditionFields } from './fields.js';

export const PriorityEditFields = graphql(
  `
    fragment PriorityEdit on Priority @_unmask {
      id
      version
      position
      title
      titleStatus
      summary
      approach
      leadAgencies { id name }
      strategy { ...EditionOf }
      viewerCanUpdate
    }
  `,
  [EditionFields],
);

export type PriorityEdit = ResultOf<typeof PriorityEditFields>;

export type PriorityValues = {
  title: string;
  titleStatus: string;
  summary: string;
  approach: string;
  leadAgencies: string[];
};

export const blankPriority: PriorityValues = {
  title: '',
  titleStatus: 'VERIFIED',
  summary: '',
  approach: '',
  leadAgencies: [],
};

export function priorityValues(priority: PriorityEdit): PriorityValues {
  return {
    title: priority.title ?? '',
    titleStatus: priority.titleStatus,
    summary: priority.summary ?? '',
    approach: priority.approach ?? '',
    leadAgencies: priority.leadAgencies.map(({ id }) => id),
  };
}

const titleStatuses = [
  { value: 'VERIFIED', label: 'It is the title', hint: 'As published, or as it will be.' },
  {
    value: 'PROVISIONAL',
    label: 'It is provisional',
    hint: 'A working title. Readers are told that it is not the published one.',
  },
  { value: 'MISSING', label: 'The title is not known', hint: 'Leave the title empty.' },
];

export function PriorityInputs({ agencies }: { agencies: Option[] }) {
  return (
    <>
      <TextField name="title" label="Title" />
      <Radios
        name="titleStatus"
        label="What is the standing of the title?"
        choices={titleStatuses}
      />
      <TextArea name="summary" label="Summary" />
      <TextArea
        name="approach"
        label="Approach"
        hint="How the partnership addresses it, as published. Do not name or describe individuals."
      />
      <LinksField name="leadAgencies" label="Lead agencies" options={agencies} />
    </>
  );
}
