/** What the pages have in common that a link in a letter leads to. */
import { type ReactNode, useState } from 'react';
import { useClient } from 'urql';
import { TextField } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useSession } from '../../session/Session.js';
import { Button } from '../../ui/Button.js';
import { Page } from '../../ui/Page.js';

const SignOut = graphql(`
  mutation LinkPage_SignOut {
    signOut { errors { message } }
  }
`);

/** The page, or first the question what to do with the session of somebody else. */
export function LinkPage({
  title,
  hasErrors,
  children,
}: {
  title: string;
  hasErrors: boolean;
  children: ReactNode;
}) {
  const { viewer, forget } = useSession();
  const client = useClient();
  // Who signs in by the form below is on their way to their own pages already.
  const [wasSignedIn] = useState(viewer !== null);
  if (!viewer || !wasSignedIn) {
    return (
      <Page title={title} hasErrors={hasErrors}>
        {children}
      </Page>
    );
  }
  const leave = async () => {
    await client.mutation(SignOut, {}).toPromise();
    forget();
  };
  return (
    <Page title={title}>
      <p className="govuk-body">
        You are signed in as {viewer.user?.name ?? 'somebody'}. The link is for somebody who is not
        signed in: sign out to use it.
      </p>
      <Button onClick={leave}>Sign out and go on</Button>
    </Page>
  );
}

/** Asks for the link when the page was opened without one, or loaded again. */
export function TokenField({ shown }: { shown: boolean }) {
  if (!shown) return null;
  return (
    <TextField
      name="token"
      label="Link"
      hint="Copy the whole link from the letter or from whoever gave it to you. It begins with https."
      spellCheck={false}
      autoComplete="off"
    />
  );
}

/** Said instead of the form when the link has been used, replaced or is too old. */
export function DeadLink({ children }: { children: ReactNode }) {
  return (
    <div className="govuk-inset-text" role="alert">
      <h2 className="govuk-heading-m">This link no longer works</h2>
      <p className="govuk-body">
        It was used already, a later one has replaced it, or its time has passed.
      </p>
      {children}
    </div>
  );
}
