import { fieldWords } from '../ui/changeWords.js';
import { Rows } from './Rows.js';
import { blankSource } from './sources.js';

/**
 * The sources of a record, one a line. Its value is `sourceLines(record.sources)`;
 * send `sourcesInput(values.sources)`, and check `badSources` first.
 */
export function SourcesField({
  fields,
}: {
  /** The fields a source can speak of. */ fields: string[];
}) {
  return (
    <Rows
      name="sources"
      label="Sources"
      hint="Where these facts come from: a page, minutes, a report. Several may disagree. Do not name or describe individuals."
      lineLabel="Source"
      addLabel="Add a source"
      blank={blankSource}
      columns={[
        { name: 'label', label: 'What it is called', size: 'long' },
        { name: 'url', label: 'Web address (optional)', size: 'long' },
        { name: 'readOn', label: 'Day it was read (optional)', size: 'short' },
        {
          name: 'field',
          label: 'Speaks of',
          choices: [
            { value: '', label: 'The whole record' },
            ...fields.map((field) => ({ value: field, label: capital(fieldWords(field)) })),
          ],
        },
        { name: 'quote', label: 'Words quoted (optional)', size: 'long' },
      ]}
    />
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
