import { useState } from 'react';
import { Link } from 'react-router';
import {
  EditForm,
  TextField,
  UserErrorFields,
  useForm,
  useNeeded,
  useSave,
} from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { paths } from '../../paths.js';
import { Page } from '../../ui/Page.js';

const Request = graphql(
  `
    mutation ForgotPasswordPage_Request($input: RequestPasswordResetInput!) {
      requestPasswordReset(input: $input) {
        sendsLetters
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

/** Asks for the link to a new password. What it says does not tell whether there is such an account. */
export default function ForgotPasswordPage() {
  const save = useSave(Request, 'requestPasswordReset', { keyless: true });
  const { isGiven, errors } = useNeeded({ email: 'Enter your email address' }, save.errors);
  const [asked, setAsked] = useState<{ email: string; isSent: boolean } | null>(null);
  const form = useForm({
    draftKey: null,
    initial: { email: '' },
    version: null,
    errors,
  });
  const submit = async ({ email }: { email: string }) => {
    if (!isGiven({ email })) return;
    const { saved } = await save.run({ email: email.trim() });
    if (saved) setAsked({ email: email.trim(), isSent: saved.sendsLetters });
  };
  if (asked) return <Asked key="asked" {...asked} />;
  return (
    <Page title="Forgotten password" hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Send me a link"
        leaveFreely
        cancel={
          <Link className="govuk-link" to={paths.signIn}>
            Cancel
          </Link>
        }
      >
        <p className="govuk-body">
          We send a link to your email address. It works once, for 60 minutes.
        </p>
        <TextField
          name="email"
          label="Email address"
          type="email"
          autoComplete="username"
          width={30}
          spellCheck={false}
        />
      </EditForm>
    </Page>
  );
}

function Asked({ email, isSent }: { email: string; isSent: boolean }) {
  if (!isSent) {
    return (
      <Page title="This register sends no email">
        <p className="govuk-body">
          Ask whoever looks after the server of this register for a link to a new password. If you
          do not know who that is, ask your coordinator or an administrator.
        </p>
        <Back />
      </Page>
    );
  }
  return (
    <Page title="Look at your email">
      <p className="govuk-body">
        If there is an account for {email}, a link to a new password is on its way. It works once,
        for 60 minutes.
      </p>
      <p className="govuk-body">
        If nothing comes within some minutes, look into the folder for spam, check that the address
        is the one you sign in with, and try again.
      </p>
      <Back />
    </Page>
  );
}

function Back() {
  return (
    <p className="govuk-body">
      <Link className="govuk-link" to={paths.signIn}>
        Back to sign in
      </Link>
    </p>
  );
}
