import { useEffect, useRef } from 'react';
import { Button } from '../ui/Button.js';
import { SignInForm } from './SignInForm.js';

type Props = {
  /** Whose page this is. */
  name: string;
  email: string;
  /** Who is signed in in this browser instead, if it is not nobody. */
  other: string | null;
  onSignedIn(user: string | null): void;
  onLeave(): void;
};

/** Shown over the page when the session has ended: what was entered stays where it is. */
export function SignInAgain({ name, email, other, onSignedIn, onLeave }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // Who it is, is known: what is missing is the password.
    dialog.current?.querySelector<HTMLInputElement>('input[name="password"]')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="register-dialog"
      aria-labelledby="sign-in-again"
      aria-describedby="sign-in-again-why"
      onCancel={(event) => event.preventDefault()}
    >
      <h2 className="govuk-heading-m" id="sign-in-again">
        {other ? `You are now signed in as ${other} in this browser` : 'Sign in again'}
      </h2>
      <p className="govuk-body" id="sign-in-again-why">
        {other
          ? `This page is ${name}’s. What was entered is still here and was not saved in the name of ${other}. To go on with it, sign in as ${name}.`
          : 'Your session has ended. What you entered is still on the page: sign in, and go on where you were.'}
      </p>
      <SignInForm email={email} again onSignedIn={onSignedIn} />
      <p className="govuk-body">
        <Button kind="link" onClick={onLeave}>
          {other ? `Leave this page and go on as ${other}` : 'I am somebody else'}
        </Button>
      </p>
    </dialog>
  );
}
