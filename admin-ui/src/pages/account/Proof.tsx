import { useState } from 'react';
import { PasswordField, TextField } from '../../forms/index.js';
import { Button } from '../../ui/Button.js';

/** The fields by which one proves again that it is oneself. */
export const noProof = { password: '', code: '', recoveryCode: '' };

/** What of it nobody can do without. */
export const neededProof = { password: 'Enter your password' };

/** As the register takes it: what was not given is left out. */
export function proofOf({ password, code, recoveryCode }: typeof noProof) {
  return {
    password,
    code: code.replaceAll(' ', '') || null,
    recoveryCode: recoveryCode.trim() || null,
  };
}

/** Password, and for those who have a second factor the code, or a recovery code. */
export function Proof({ hasSecondFactor }: { hasSecondFactor: boolean }) {
  const [lost, setLost] = useState(false);
  return (
    <>
      <PasswordField name="password" label="Password" />
      {hasSecondFactor && !lost ? (
        <TextField
          key="code"
          name="code"
          label="Code from your present authenticator app"
          hint="6 digits. Each code works once: after signing in with one, wait for the next."
          inputMode="numeric"
          autoComplete="one-time-code"
          width={10}
        />
      ) : null}
      {hasSecondFactor && lost ? (
        <TextField
          key="recovery"
          name="recoveryCode"
          label="Recovery code"
          hint="One of those you kept when you set up the app. Each works once."
          width={20}
        />
      ) : null}
      {hasSecondFactor ? (
        <p className="govuk-body">
          <Button kind="link" onClick={() => setLost(!lost)}>
            {lost
              ? 'Enter a code from the app instead'
              : 'I cannot use my app: enter a recovery code'}
          </Button>
        </p>
      ) : null}
    </>
  );
}
