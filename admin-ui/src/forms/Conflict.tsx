/** Somebody else saved first: both versions side by side, and what to keep of each. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, ButtonGroup } from '../ui/Button.js';
import { isBeside } from './beside.js';
import type { Values } from './drafts.js';
import { isIdle, type Merge } from './merge.js';

type Props<V extends Values> = {
  merge: Merge<V>;
  /** Whether it was oneself who saved, with an answer that was lost. */
  isOwn: boolean;
  /** The form's words for a field, and for a value of it. */
  label(name: keyof V & string): string;
  show(name: keyof V & string, value: V[keyof V & string]): ReactNode;
  /** Goes on with these values, based on their version. */
  onMerged(values: V): void;
};

const SIDES = {
  mine: { own: 'Save what is entered now', other: 'Keep yours' },
  theirs: { own: 'Keep what was saved', other: 'Keep theirs' },
};

export function Conflict<V extends Values>({ merge, isOwn, label, show, onMerged }: Props<V>) {
  const [kept, setKept] = useState<Partial<Record<string, 'mine' | 'theirs'>>>(() =>
    isOwn ? Object.fromEntries(merge.clashes.map(({ name }) => [name, 'mine'])) : {},
  );
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const entered = merge.takenOver.filter((name) => !isBeside(name));
  const beside = merge.takenOver.filter(isBeside);
  const listed = (names: (keyof V & string)[]) => (
    <ul className="govuk-list govuk-list--bullet">
      {names.map((name) => (
        <li key={name}>
          {label(name)}: {show(name, merge.values[name])}
        </li>
      ))}
    </ul>
  );
  const undecided = merge.clashes.some(({ name }) => !kept[name]);
  const done = () => {
    const values = { ...merge.values };
    for (const { name, theirs } of merge.clashes)
      if (kept[name] === 'theirs') values[name] = theirs;
    onMerged(values);
  };
  return (
    <div className="register-conflict" role="alert" tabIndex={-1} ref={panel}>
      <h2 className="govuk-heading-m">
        {isOwn
          ? 'What you sent before the connection failed has been saved after all'
          : 'Somebody else saved this while you were editing'}
      </h2>
      <p className="govuk-body">
        {isOwn
          ? 'Nothing you entered is lost. What you changed since then has not been saved yet.'
          : 'Nothing you entered is lost, and nothing of yours has been saved yet.'}
      </p>
      {isIdle(merge) && !isOwn ? (
        <p className="govuk-body">They changed nothing of what is entered here.</p>
      ) : null}
      {beside.length > 0 ? (
        <>
          <p className="govuk-body">
            This has changed as well. Look whether what you entered is still right:
          </p>
          {listed(beside)}
        </>
      ) : null}
      {entered.length > 0 ? (
        <>
          <p className="govuk-body">
            {isOwn
              ? 'You have taken this back since. It is kept as it was saved:'
              : 'They changed what you did not touch. That is kept:'}
          </p>
          {listed(entered)}
        </>
      ) : null}
      {merge.clashes.map(({ name, mine, theirs }) => (
        <fieldset key={name} className="govuk-fieldset register-clash">
          <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">
            {isOwn ? 'You changed again' : 'You both changed'}: {label(name)}
          </legend>
          <div className="register-side-by-side govuk-radios" data-module="govuk-radios">
            {(['mine', 'theirs'] as const).map((whose) => (
              <div key={whose} className="register-side">
                <div className="govuk-radios__item">
                  <input
                    className="govuk-radios__input"
                    type="radio"
                    id={`keep-${name}-${whose}`}
                    name={`keep-${name}`}
                    checked={kept[name] === whose}
                    onChange={() => setKept({ ...kept, [name]: whose })}
                  />
                  <label
                    className="govuk-label govuk-radios__label"
                    htmlFor={`keep-${name}-${whose}`}
                  >
                    {SIDES[whose][isOwn ? 'own' : 'other']}
                  </label>
                </div>
                <div className="register-side-value">
                  {show(name, whose === 'mine' ? mine : theirs)}
                </div>
              </div>
            ))}
          </div>
        </fieldset>
      ))}
      <ButtonGroup>
        <Button onClick={done} disabled={undecided}>
          Use these values
        </Button>
      </ButtonGroup>
      {undecided ? <p className="govuk-hint">Choose one for each field above.</p> : null}
      <p className="govuk-body">You can look at everything again before you save.</p>
    </div>
  );
}
