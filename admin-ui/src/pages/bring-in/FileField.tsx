import { useId } from 'react';
import { readFile } from './readFile.js';

/** A file whose text takes the place of what would be pasted. */
export function FileField({ onRead }: { onRead(text: string): void }) {
  const id = useId();
  return (
    <div className="govuk-form-group">
      <label className="govuk-label" htmlFor={id}>
        Or choose a file
      </label>
      <div className="govuk-hint" id={`${id}-hint`}>
        Saved from the spreadsheet as CSV or as text with tabs.
      </div>
      <input
        className="govuk-file-upload"
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        aria-describedby={`${id}-hint`}
        onChange={async (event) => {
          const file = event.target.files?.[0];
          if (file) onRead(await readFile(file));
        }}
      />
    </div>
  );
}
