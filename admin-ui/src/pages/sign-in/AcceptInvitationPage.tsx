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

const Accept = graphql(
  `
    mutation AcceptInvitationPage_Accept($input: AcceptInvitationInput!) {
      acceptInvitation(input: $input) {
        user { email }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

/** Whoever was invited chooses a password. */
export default function AcceptInvitationPage() {
  const save = useSave(Accept, 'acceptInvitation', { keyless: true });
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
    if (saved) await arrive(saved.user?.email, password, 'Your account is ready');
  };
  return (
    <LinkPage title="Choose your password" hasErrors={errors.length > 0 && !dead}>
      {dead ? (
        <DeadLink>
          <p className="govuk-body">
            If you have chosen a password already,{' '}
            <Link className="govuk-link" to={paths.signIn}>
              sign in
            </Link>
            . Otherwise ask whoever invited you to send the invitation again.
          </p>
        </DeadLink>
      ) : (
        <EditForm
          form={form}
          errors={errors}
          loading={save.loading}
          onSubmit={submit}
          submitLabel="Save and sign in"
          leaveFreely
        >
          <p className="govuk-body">
            You were invited to the Partnership Register. With a password you can sign in.
          </p>
          <TokenField shown={!token} />
          <PasswordField name="password" label="Password" isNew />
        </EditForm>
      )}
    </LinkPage>
  );
}
