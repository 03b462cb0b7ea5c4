import { useState } from 'react';
import { Link } from 'react-router';
import {
  EditForm,
  PasswordField,
  UserErrorFields,
  useForm,
  useNeeded,
  useSave,
} from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { paths } from '../../paths.js';
import { DeadLink, LinkPage, TokenField } from './LinkPage.js';
import { useLink } from './linkToken.js';
import { useArrive } from './useArrive.js';

const Reset = graphql(
  `
    mutation ResetPasswordPage_Reset($input: ResetPasswordInput!) {
      resetPassword(input: $input) {
        user { email }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

/** A new password by the link of a letter. */
export default function ResetPasswordPage() {
  const save = useSave(Reset, 'resetPassword', { keyless: true });
  const arrive = useArrive();
  const [dead, setDead] = useState(false);
  const given = useNeeded({ password: 'Enter the password that you choose' }, save.errors);
  const { token, take, errors } = useLink(given.errors);
  const form = useForm({
    draftKey: null,
    initial: { token, password: '' },
    version: null,
    errors,
  });
  const submit = async ({ token: pasted, password }: typeof form.values) => {
    const link = take(pasted);
    if (link === null || !given.isGiven({ password })) return;
    const { saved, errors: refused } = await save.run({ token: link, password });
    if (refused.some(({ field }) => field === 'token')) setDead(Boolean(token));
    if (saved) await arrive(saved.user?.email, password, 'Your password is changed');
  };
  return (
    <LinkPage title="Choose a new password" hasErrors={errors.length > 0 && !dead}>
      {dead ? (
        <DeadLink>
          <p className="govuk-body">
            <Link className="govuk-link" to={paths.forgotPassword}>
              Ask for a new link
            </Link>
            . It works for 60 minutes.
          </p>
        </DeadLink>
      ) : (
        <EditForm
          form={form}
          errors={errors}
          loading={save.loading}
          onSubmit={submit}
          submitLabel="Save password"
          leaveFreely
        >
          <TokenField shown={!token} />
          <PasswordField name="password" label="New password" isNew />
          <p className="govuk-body">
            Wherever you are signed in, you are signed out. If you use an authenticator app, you
            need it as before.
          </p>
        </EditForm>
      )}
    </LinkPage>
  );
}
