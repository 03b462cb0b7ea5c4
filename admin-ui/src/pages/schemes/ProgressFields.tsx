/** The fields of a progress update's form. */
import {
  DateField,
  LinkField,
  More,
  type Option,
  Radios,
  Select,
  SourcesField,
  TextArea,
  TextField,
} from '../../forms/index.js';
import { visibilities } from './choices.js';
import type { Subject } from './progress.js';

const ratings = [
  { value: 'GREEN', label: 'Green', hint: 'On track' },
  { value: 'AMBER', label: 'Amber', hint: 'At risk, or late' },
  { value: 'RED', label: 'Red', hint: 'Off track: help is needed' },
  { value: 'NOT_RATED', label: 'Not rated' },
];

/** From wide to narrow: progress is never wider visible than its scheme. */
const width = ['PUBLIC', 'PARTNERS', 'RESTRICTED'];

export function ProgressFields({ subject, by }: { subject: Subject; by: Option[] }) {
  const widest = width.indexOf(subject.visibility);
  return (
    <>
      <Radios name="rating" label="How is it going?" choices={ratings} />
      <TextArea name="narrative" label="What is there to say? (optional)" />
      <DateField name="on" label="Day it speaks of" />
      {by.length > 6 ? (
        <LinkField
          name="reportedBy"
          label="Reported by"
          hint="The agency whose report it is. Type part of its name."
          options={by}
        />
      ) : by.length > 1 ? (
        <Radios name="reportedBy" label="Reported by" choices={by} />
      ) : null}
      <More
        label="Period, and the word of another scale"
        fields={['periodLabel', 'ratingAsPublished']}
      >
        <TextField
          name="periodLabel"
          label="Period (optional)"
          hint="In words, for example Q2 2026/27"
          width={20}
        />
        <TextField
          name="ratingAsPublished"
          label="Rating as published (optional)"
          hint="If another scale is used elsewhere: its own word"
          width={20}
        />
      </More>
      <Select
        name="visibility"
        label="Who can see it"
        choices={visibilities.filter(({ value }) => width.indexOf(value) >= widest)}
      />
      <SourcesField fields={['rating', 'narrative']} />
    </>
  );
}
