/** What a change changed, field by field, in words. */
import { lazy, type ReactNode, Suspense } from 'react';
import { fieldWords } from '../../ui/changeWords.js';
import { day, londonDay } from '../../ui/words.js';
import type { FieldChange } from './queries.js';
import { isProse, itemWords, sideWords } from './values.js';

const WordDiff = lazy(() => import('./WordDiff.js'));

/** Each field that differs, with what it was and what it became. */
export function Differences({ fields }: { fields: readonly FieldChange[] }) {
  return (
    <dl className="register-diff">
      {fields.map((change) => (
        <div key={change.field} className="register-diff__field">
          <dt>{capital(fieldWords(change.field))}</dt>
          <dd>{difference(change)}</dd>
        </div>
      ))}
    </dl>
  );
}

function difference(change: FieldChange): ReactNode {
  const { field, before, after, added, removed, beforeValue, afterValue, isErased } = change;
  if (isErased) return <Gone change={change} />;
  if (added.length + removed.length > 0) {
    const words = (items: readonly string[], values: unknown) =>
      items.map((item) => itemWords(item, values));
    return <List added={words(added, afterValue)} removed={words(removed, beforeValue)} />;
  }
  if (Array.isArray(beforeValue) && Array.isArray(afterValue)) return 'In another order';
  if (isProse(change) && before !== null && after !== null) {
    return (
      <Suspense fallback={<Sides before={before} after={after} />}>
        <WordDiff before={before} after={after} />
      </Suspense>
    );
  }
  return (
    <Sides
      before={sideWords(field, before, beforeValue)}
      after={sideWords(field, after, afterValue)}
    />
  );
}

/** A difference of which one side or both were removed for good. */
function Gone({
  change: { before, after, beforeValue, afterValue, removal },
}: {
  change: FieldChange;
}) {
  const kept = beforeValue ?? afterValue;
  return (
    <>
      {removal ? <Removed removal={removal} /> : 'Removed for good'}
      {kept === null || kept === undefined ? null : (
        <p className="govuk-body govuk-!-margin-bottom-0">
          {beforeValue ? 'Before: ' : 'After: '}
          {beforeValue ? before : after}
        </p>
      )}
    </>
  );
}

type Removal = { at: string; reason: string | null; actor: string };

/** That a text was removed for good: when, by whom and why. */
export function Removed({ removal: { at, reason, actor } }: { removal: Removal }) {
  return (
    <span className="register-muted">
      Removed on {day(londonDay(new Date(at)))} by {actor}
      {reason ? `. Reason: ${reason}` : ''}
    </span>
  );
}

function Sides({ before, after }: { before: string; after: string }) {
  if (!before) return <ins className="register-diff__side">{after || 'Nothing'}</ins>;
  return (
    <>
      from <del className="register-diff__side">{before}</del> to{' '}
      {after ? <ins className="register-diff__side">{after}</ins> : 'nothing'}
    </>
  );
}

function List({ added, removed }: { added: readonly string[]; removed: readonly string[] }) {
  return (
    <ul className="govuk-list register-diff__list">
      {added.map((item) => (
        <li key={`+${item}`}>
          Added: <ins className="register-diff__side">{item}</ins>
        </li>
      ))}
      {removed.map((item) => (
        <li key={`-${item}`}>
          Removed: <del className="register-diff__side">{item}</del>
        </li>
      ))}
    </ul>
  );
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
