import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, TextField, useForm, useNeeded, useSave } from '../../forms/index.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { useSession, useViewer } from '../../session/Session.js';
import { Copy } from '../../ui/Copy.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { begun } from './begun.js';
import { CodesNotKept, KeyNotConfirmed } from './NotFinished.js';
import { neededProof, noProof, Proof, proofOf } from './Proof.js';
import { QrCode } from './QrCode.js';
import { AccountQuery, ConfirmTotp, EnrolTotp } from './queries.js';
import { RecoveryCodes } from './RecoveryCodes.js';

/**
 * Sets up an authenticator app, or replaces it, in three steps: prove who you
 * are, let the app read the secret, keep the recovery codes.
 */
export default function SecondFactorPage() {
  // Once asked: the steps must not change under one's hands when the app is set up.
  const [query, ask] = useQuery({ query: AccountQuery, requestPolicy: 'cache-first' });
  return (
    <Loaded query={query} retry={ask} what="your account">
      {({ viewer }) => <Steps hasSecondFactor={Boolean(viewer?.secondFactorAt)} />}
    </Loaded>
  );
}

type Enrolment = { secret: string; uri: string };

function Steps({ hasSecondFactor }: { hasSecondFactor: boolean }) {
  const [had] = useState(hasSecondFactor);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { refresh } = useSession();
  const { mustEnrol, user } = useViewer();
  const navigate = useNavigate();
  const flash = useFlash();
  const [isDone, setDone] = useState(false);
  const from = useRef(mustEnrol ? paths.home : paths.account);
  // Not before the session knows of it: until then every page leads back here.
  useEffect(() => {
    if (!isDone || mustEnrol) return;
    navigate(from.current, { replace: true });
    flash.show('Your authenticator app is set up');
  }, [isDone, mustEnrol, navigate, flash]);
  const done = () => {
    refresh();
    setDone(true);
  };
  const owner = user?.id ?? '';
  if (codes)
    return (
      <Page key="codes" title="Keep your recovery codes" caption="Step 3 of 3">
        <RecoveryCodes codes={codes} onDone={done} />
      </Page>
    );
  const begin = (made: Enrolment) => {
    begun.note('key', owner);
    setEnrolment(made);
  };
  const confirm = (made: readonly string[]) => {
    begun.finish('key', owner);
    setCodes(made);
  };
  if (enrolment) return <Confirm key="confirm" {...enrolment} onConfirmed={confirm} />;
  return <Begin key="begin" hasSecondFactor={had} onBegun={begin} />;
}

function Begin({
  hasSecondFactor,
  onBegun,
}: {
  hasSecondFactor: boolean;
  onBegun(enrolment: Enrolment): void;
}) {
  const { mustEnrol } = useViewer();
  const save = useSave(EnrolTotp, 'enrolTotp', { keyless: true });
  const { isGiven, errors } = useNeeded(neededProof, save.errors);
  const form = useForm({
    draftKey: null,
    initial: noProof,
    version: null,
    errors,
  });
  const submit = async (values: typeof noProof) => {
    if (!isGiven(values)) return;
    const { saved } = await save.run(proofOf(values));
    if (saved?.secret && saved.uri) onBegun({ secret: saved.secret, uri: saved.uri });
  };
  return (
    <Page
      title={hasSecondFactor ? 'Replace your authenticator app' : 'Set up an authenticator app'}
      caption="Step 1 of 3"
      hasErrors={errors.length > 0}
    >
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Continue"
        leaveFreely
        cancel={
          mustEnrol ? null : (
            <Link className="govuk-link" to={paths.account}>
              Cancel
            </Link>
          )
        }
      >
        {hasSecondFactor ? <CodesNotKept /> : null}
        <KeyNotConfirmed />
        <p className="govuk-body">
          {mustEnrol
            ? 'Your role can change the plan, so signing in takes two things: your password, and a code from an app on your phone. It takes about two minutes to set up.'
            : 'With it, signing in takes two things: your password, and a code from an app on your phone.'}
        </p>
        <p className="govuk-body">
          You need an app for one-time codes. Use what your organisation recommends; Microsoft
          Authenticator, Google Authenticator and most password managers will do.
        </p>
        <Proof hasSecondFactor={hasSecondFactor} />
      </EditForm>
    </Page>
  );
}

function Confirm({
  secret,
  uri,
  onConfirmed,
}: Enrolment & { onConfirmed(codes: readonly string[]): void }) {
  const save = useSave(ConfirmTotp, 'confirmTotp', { keyless: true });
  const { isGiven, errors } = useNeeded({ code: 'Enter the code' }, save.errors);
  const form = useForm({
    draftKey: null,
    initial: { code: '' },
    version: null,
    errors,
  });
  const submit = async ({ code }: { code: string }) => {
    if (!isGiven({ code })) return;
    const { saved } = await save.run({ code: code.replaceAll(' ', '') });
    if (saved) onConfirmed(saved.recoveryCodes);
  };
  return (
    <Page title="Let the app read this code" caption="Step 2 of 3" hasErrors={errors.length > 0}>
      <p className="govuk-body">In the app, add an account and point the camera at this picture.</p>
      <QrCode text={uri} label="QR code for your authenticator app" />
      <p className="govuk-body register-on-phone">
        On the phone that has the app:{' '}
        <a className="govuk-link" href={uri}>
          Open my authenticator app
        </a>
      </p>
      <p className="govuk-body">
        If you cannot use the camera, choose to type a key, and type or paste this one:
      </p>
      <Copy text={secret} spaced={secret.replace(/(.{4})(?=.)/g, '$1 ')} what="the key" />
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Continue"
        leaveFreely
      >
        <TextField
          name="code"
          label="Code that the app shows now"
          hint="6 digits. It changes every 30 seconds."
          inputMode="numeric"
          autoComplete="one-time-code"
          width={10}
        />
      </EditForm>
    </Page>
  );
}
