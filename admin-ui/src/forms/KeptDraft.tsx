/**
 * What was typed into a form that has gone, because somebody closed, archived or took away
 * what it was about: shown to be copied, so that it is not lost with the form.
 */
import { useState } from 'react';
import { Button } from '../ui/Button.js';
import { Copy } from '../ui/Copy.js';
import { fieldWords } from '../ui/changeWords.js';
import { type Draft, draftsOn, dropDraft, type Values } from './drafts.js';
import { typedIn } from './typedIn.js';

/** `name` is that of the form's draft, or the id of the record that it is about. */
export function KeptDraft({ name }: { name: string }) {
  const [kept, setKept] = useState(() => draftsOn(name).filter(([, draft]) => holds(draft)));
  if (kept.length === 0) return null;
  const throwAway = () => {
    for (const [key] of kept) dropDraft(key);
    setKept([]);
  };
  return (
    <section className="govuk-inset-text" aria-labelledby="kept-draft">
      <h2 className="govuk-heading-m" id="kept-draft">
        What you entered was not saved
      </h2>
      <p className="govuk-body">Copy what you still need: the form for it is gone.</p>
      {kept.flatMap(([key, draft]) =>
        typedIn(draft).map(([field, text]) => (
          <div key={`${key} ${field}`}>
            <h3 className="govuk-heading-s">{capital(fieldWords(field))}</h3>
            <Copy text={text} what={fieldWords(field)} />
          </div>
        )),
      )}
      <Button kind="secondary" onClick={throwAway}>
        Throw it away
      </Button>
    </section>
  );
}

const holds = (draft: Draft<Values>): boolean => typedIn(draft).length > 0;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
