import { useState } from 'react';
import { useField } from './fields.js';
import { Group } from './Group.js';
import { type Strength, strength } from './strength.js';
import { Label } from './TextField.js';

const advice: Record<Strength, string> = {
  none: '',
  short: 'Too short so far: use 12 characters or more.',
  enough: 'Long enough. 15 characters or more are safer.',
  good: 'A good length.',
};

/** A password, hidden until asked for. With `isNew`, says what makes a good one. */
export function PasswordField({
  name,
  label,
  isNew = false,
}: {
  name: string;
  label: string;
  isNew?: boolean;
}) {
  const [shown, setShown] = useState(false);
  const hint = isNew
    ? 'At least 12 characters; 15 or more are better. Three or four words that do not belong together are easy to remember and hard to guess. You can paste it from a password manager.'
    : undefined;
  const field = useField<string>(name, label, hint);
  return (
    <Group
      id={field.id}
      hint={hint}
      error={field.error}
      label={<Label id={field.id}>{label}</Label>}
    >
      <div className="govuk-input__wrapper govuk-password-input__wrapper">
        <input
          className={`govuk-input govuk-password-input__input govuk-!-width-two-thirds${field.error ? ' govuk-input--error' : ''}`}
          id={field.id}
          name={name}
          type={shown ? 'text' : 'password'}
          value={field.value}
          onChange={(event) => field.set(event.target.value)}
          aria-describedby={field.describedBy}
          aria-invalid={field.error ? true : undefined}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          autoCapitalize="none"
          spellCheck={false}
        />
        <button
          type="button"
          className="govuk-button govuk-button--secondary govuk-password-input__toggle"
          aria-controls={field.id}
          onClick={() => setShown(!shown)}
        >
          {shown ? 'Hide' : 'Show'}
          <span className="govuk-visually-hidden"> password</span>
        </button>
      </div>
      {isNew ? (
        <p className="govuk-hint register-strength" role="status">
          {advice[strength(field.value)]}
        </p>
      ) : null}
    </Group>
  );
}
