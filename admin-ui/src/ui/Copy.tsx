import { useRef, useState } from 'react';
import { Button } from './Button.js';

/** A text to take away: shown whole, and copied with one press. */
export function Copy({
  text,
  what,
  spaced = text,
}: {
  text: string;
  what: string;
  /** The text in groups, where that is easier to read and type. */
  spaced?: string;
}) {
  const shown = useRef<HTMLElement>(null);
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied');
    } catch {
      // Not every browser lets a page do it: then it is marked, ready for the keyboard.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setSaid('Press Ctrl and C to copy what is marked');
    }
  };
  return (
    <div className="register-copy">
      <code ref={shown} className="register-copy__text">
        {spaced}
      </code>
      <p className="govuk-body register-copy__action">
        <Button kind="secondary" onClick={copy} about={what}>
          Copy
        </Button>{' '}
        <span role="status">{said}</span>
      </p>
    </div>
  );
}
