/** Email, password, and the code when the register asks for it. */
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import {
  Checkbox,
  EditForm,
  PasswordField,
  TextField,
  UserErrorFields,
  useForm,
  useNeeded,
  useSave,
} from '../forms/index.js';
import { graphql } from '../graphql/tada.js';
import { paths } from '../paths.js';
import { Button } from '../ui/Button.js';
import { AS_ANYONE } from './shown.js';

const SignIn = graphql(
  `
    mutation SignInForm_SignIn($input: SignInInput!) {
      signIn(input: $input) {
        user { id }
        nextStep
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Props = {
  email?: string;
  /** Over a page that waits: nothing leads away from it. */
  again?: boolean;
  onSignedIn(user: string | null): void;
  /** Told whether there are errors, for the page's title. */
  onErrors?(hasErrors: boolean): void;
};

const blank = { email: '', password: '', code: '', recoveryCode: '', remember: false };

/** What each step cannot do without. */
const needed = {
  password: { email: 'Enter your email address', password: 'Enter your password' },
  code: { code: 'Enter the code from your app' },
  recoveryCode: { recoveryCode: 'Enter a recovery code' },
};

/** Signs somebody in, in one step or two. */
export function SignInForm({ email = '', again = false, onSignedIn, onErrors }: Props) {
  const save = useSave(SignIn, 'signIn', { keyless: true, ...AS_ANYONE });
  const [asked, setAsked] = useState<'password' | 'code' | 'recoveryCode'>('password');
  const { isGiven, errors } = useNeeded(needed[asked], save.errors);
  const form = useForm({
    draftKey: null,
    initial: { ...blank, email },
    version: null,
    errors,
  });

  const hasErrors = errors.length > 0;
  useEffect(() => onErrors?.(hasErrors), [onErrors, hasErrors]);

  const submit = async (values: typeof blank) => {
    if (!isGiven(values)) return;
    const outcome = await save.run({
      email: values.email.trim(),
      password: values.password,
      code: asked === 'code' ? values.code.replaceAll(' ', '') || null : null,
      recoveryCode: asked === 'recoveryCode' ? values.recoveryCode.trim() || null : null,
      remember: values.remember,
      kind: 'BROWSER',
    });
    if (!outcome.saved) return;
    if (outcome.saved.nextStep === 'GIVE_SECOND_FACTOR') return setAsked('code');
    onSignedIn(outcome.saved.user?.id ?? null);
  };
  return (
    <EditForm
      form={form}
      errors={errors}
      loading={save.loading}
      onSubmit={submit}
      submitLabel={asked === 'password' ? 'Sign in' : 'Continue'}
      leaveFreely
    >
      {asked === 'password' ? (
        <>
          <TextField
            name="email"
            label="Email address"
            type="email"
            autoComplete="username"
            width={30}
            spellCheck={false}
          />
          <PasswordField name="password" label="Password" />
          {again ? null : (
            <p className="govuk-body">
              <Link className="govuk-link" to={paths.forgotPassword}>
                I have forgotten my password
              </Link>
            </p>
          )}
        </>
      ) : (
        <SecondFactor asked={asked} onAsk={setAsked} />
      )}
    </EditForm>
  );
}

function SecondFactor({
  asked,
  onAsk,
}: {
  asked: 'code' | 'recoveryCode';
  onAsk(kind: 'code' | 'recoveryCode'): void;
}) {
  return (
    <>
      {asked === 'code' ? (
        <TextField
          key="code"
          name="code"
          label="Code from your authenticator app"
          hint="6 digits. It changes every 30 seconds."
          inputMode="numeric"
          autoComplete="one-time-code"
          width={10}
          takesFocus
        />
      ) : (
        <TextField
          key="recovery"
          name="recoveryCode"
          label="Recovery code"
          hint="One of those you kept when you set up the app. Each works once."
          width={20}
          takesFocus
        />
      )}
      <Checkbox
        name="remember"
        label="Do not ask for a code in this browser for 30 days"
        hint="Only on a device that nobody else uses."
      />
      <p className="govuk-body">
        <Button kind="link" onClick={() => onAsk(asked === 'code' ? 'recoveryCode' : 'code')}>
          {asked === 'code'
            ? 'I cannot use my app: enter a recovery code'
            : 'Enter a code from the app instead'}
        </Button>
      </p>
    </>
  );
}
