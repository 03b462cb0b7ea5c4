import { useState } from 'react';
import { Link } from 'react-router';
import {
  EditForm,
  PasswordField,
  TextField,
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

const SetUp = graphql(
  `
    mutation SetUpPage_SetUp($input: SetUpInput!) {
      setUp(input: $input) {
        user { email }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

/** The first administrator of a new register. */
export default function SetUpPage() {
  const save = useSave(SetUp, 'setUp', { keyless: true });
  const arrive = useArrive();
  const [dead, setDead] = useState(false);
  const given = useNeeded(
    {
      name: 'Enter your name',
      email: 'Enter your email address',
      password: 'Enter the password that you choose',
    },
    save.errors,
  );
  const { token, take, errors } = useLink(given.errors);
  const form = useForm({
    draftKey: null,
    initial: { token, name: '', email: '', password: '' },
    version: null,
    errors,
  });
  const submit = async (values: typeof form.values) => {
    const link = take(values.token);
    if (link === null || !given.isGiven(values)) return;
    const { saved, errors: refused } = await save.run({ ...values, token: link });
    if (refused.some(({ field }) => field === 'token')) setDead(Boolean(token));
    if (saved) await arrive(values.email, values.password, 'The register is set up');
  };
  return (
    <LinkPage title="Set up this register" hasErrors={errors.length > 0 && !dead}>
      {dead ? (
        <DeadLink>
          <p className="govuk-body">
            If the register has been set up,{' '}
            <Link className="govuk-link" to={paths.signIn}>
              sign in
            </Link>
            . Otherwise start the server again: it prints a new link.
          </p>
        </DeadLink>
      ) : (
        <EditForm
          form={form}
          errors={errors}
          loading={save.loading}
          onSubmit={submit}
          submitLabel="Make my account"
          leaveFreely
        >
          <p className="govuk-body">
            You become the first administrator: you look after partnerships, agencies and accounts,
            and you invite the others.
          </p>
          <TokenField shown={!token} />
          <TextField name="name" label="Your name" autoComplete="name" width={30} />
          <TextField
            name="email"
            label="Your email address"
            hint="You sign in with it."
            type="email"
            autoComplete="username"
            width={30}
            spellCheck={false}
          />
          <PasswordField name="password" label="Password" isNew />
        </EditForm>
      )}
    </LinkPage>
  );
}
