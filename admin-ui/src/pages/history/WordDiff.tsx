/** The words that came and went in a text; loaded when the first long text is shown. */
import { diffWordsWithSpace } from 'diff';
import { useMemo } from 'react';

export default function WordDiff({ before, after }: { before: string; after: string }) {
  const parts = useMemo(() => diffWordsWithSpace(before, after), [before, after]);
  let at = 0;
  return (
    <p className="register-diff__prose">
      {parts.map(({ value, added, removed }) => {
        at += 1;
        const key = `${at}`;
        if (added) return <Inserted key={key}>{value}</Inserted>;
        if (removed) return <Deleted key={key}>{value}</Deleted>;
        return <span key={key}>{value}</span>;
      })}
    </p>
  );
}

function Inserted({ children }: { children: string }) {
  return (
    <ins>
      <span className="govuk-visually-hidden"> [added: </span>
      {children}
      <span className="govuk-visually-hidden">] </span>
    </ins>
  );
}

function Deleted({ children }: { children: string }) {
  return (
    <del>
      <span className="govuk-visually-hidden"> [removed: </span>
      {children}
      <span className="govuk-visually-hidden">] </span>
    </del>
  );
}
