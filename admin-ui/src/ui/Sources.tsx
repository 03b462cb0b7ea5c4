/** Where a record's facts come from. */
import { useId } from 'react';
import { graphql, type ResultOf } from '../graphql/tada.js';
import { fieldWords } from './changeWords.js';
import { day } from './words.js';

/** Select it on `sources`, for what a page shows and for what its form edits. */
export const SourceFields = graphql(`
  fragment Source on Source @_unmask {
    label
    url
    readOn
    field
    quote
  }
`);

export type Source = ResultOf<typeof SourceFields>;

export function Sources({ sources }: { sources: readonly Source[] }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 className="govuk-heading-m" id={id}>
        Sources
      </h2>
      {sources.length === 0 ? (
        <p className="govuk-body register-muted">No source is named.</p>
      ) : (
        <ul className="govuk-list govuk-list--spaced">
          {sources.map((source) => (
            <li key={JSON.stringify(source)}>
              <OneSource source={source} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function OneSource({ source: { label, url, readOn, field, quote } }: { source: Source }) {
  const notes = [
    field ? `on the ${fieldWords(field)}` : null,
    readOn ? `read on ${day(readOn)}` : null,
  ].filter(Boolean);
  return (
    <>
      {url ? (
        <a className="govuk-link" href={url} rel="noreferrer">
          {label}
        </a>
      ) : (
        label
      )}
      {notes.length > 0 ? <span className="register-muted"> ({notes.join(', ')})</span> : null}
      {quote ? <blockquote className="register-quote">“{quote}”</blockquote> : null}
    </>
  );
}
