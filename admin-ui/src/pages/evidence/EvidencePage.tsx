import { useState } from 'react';
import { Link } from 'react-router';
import {
  badDates,
  DateField,
  EditForm,
  type FormError,
  LinkField,
  TextArea,
  useForm,
  useSave,
} from '../../forms/index.js';
import { paths } from '../../paths.js';
import { holds, partnershipsOf, useViewer } from '../../session/Session.js';
import { endOfDay, londonMoment } from '../../ui/london.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import { Page } from '../../ui/Page.js';
import { londonDay, moment } from '../../ui/words.js';
import { LONGEST } from '../history/proof/compare.js';
import { ProofState } from '../history/proof/ProofState.js';
import { ProofWarning } from '../history/proof/ProofWarning.js';
import { usePlaceSearch } from '../people/usePlaces.js';
import { ExportEvidence } from './queries.js';

const BLANK = { partnership: '', from: '', to: '', checkpoint: '' };

/** For auditors: the history of a period as one file that proves itself. */
export default function EvidencePage() {
  const viewer = useViewer();
  if (!holds(viewer, 'AUDITOR')) {
    return (
      <NotAllowed title="You cannot take evidence away" to={paths.history} look="Go to the history">
        Only auditors may take evidence away. Whoever runs the server can write the same file with
        the command “evidence”.
      </NotAllowed>
    );
  }
  return <Ask theirs={partnershipsOf(viewer)} />;
}

type Ready = { path: string; until: string };

function Ask({ theirs }: { theirs: { id: string; name: string }[] }) {
  const save = useSave(ExportEvidence, 'exportEvidence');
  const [typed, setTyped] = useState<FormError[]>([]);
  const [ready, setReady] = useState<Ready | null>(null);
  const errors = typed.length > 0 ? typed : save.errors;
  const [blank] = useState(() => ({ ...BLANK, partnership: theirs[0]?.id ?? '' }));
  const form = useForm({ draftKey: null, initial: blank, version: null, errors });
  const search = usePlaceSearch(null);

  const submit = async (values: typeof BLANK) => {
    const wrong = badDates(values, [
      ['from', 'First day'],
      ['to', 'Last day'],
    ]);
    if (wrong.length === 0 && values.from > londonDay())
      wrong.push({ field: 'from', message: 'First day must be today or in the past' });
    if (values.checkpoint.length > LONGEST)
      wrong.push({
        field: 'checkpoint',
        message: 'This is too long to be a checkpoint: paste one only',
      });
    setTyped(wrong);
    if (wrong.length > 0) return;
    const { saved } = await save.run({
      partnership: values.partnership || null,
      from: values.from ? londonMoment(values.from) : null,
      to: values.to ? endOfDay(values.to) : null,
      checkpoint: values.checkpoint.trim() || null,
    });
    if (saved?.path) setReady({ path: saved.path, until: saved.expiresAt ?? '' });
  };
  if (ready) return <Fetch {...ready} again={() => setReady(null)} />;
  return (
    <Page title="Take evidence away" hasErrors={errors.length > 0}>
      <ProofWarning />
      <p className="govuk-body">
        You get one file: every change of the period that you may see, the plan as it was before and
        after, and what proves that none of it was altered. It can be checked on any computer,
        without this service.
      </p>
      <p className="govuk-body">That you took it away is noted in the history.</p>
      <ProofState />
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Prepare the file"
        leaveFreely
        cancel={
          <Link className="govuk-link" to={paths.history}>
            Cancel
          </Link>
        }
      >
        <LinkField
          name="partnership"
          label="Partnership (optional)"
          hint="Type part of its name. None means all that you may see."
          options={theirs.map(({ id, name }) => ({ value: id, label: name }))}
          search={search.partnerships}
        />
        <DateField
          name="from"
          label="First day (optional)"
          hint="For example, 1 4 2025. Without a day, from the beginning."
        />
        <DateField
          name="to"
          label="Last day (optional)"
          hint="For example, 31 3 2026. Without a day, up to now."
        />
        <TextArea
          name="checkpoint"
          label="A checkpoint that you kept (optional)"
          hint="Paste its whole text. Then the file can prove that nothing has changed since that day."
        />
      </EditForm>
    </Page>
  );
}

function Fetch({ path, until, again }: Ready & { again: () => void }) {
  const [isTaken, setTaken] = useState(false);
  return (
    <Page title="Your evidence is ready">
      {isTaken ? (
        <p className="govuk-inset-text" role="status">
          The download has begun. Its link has been used and does not work again: if the file did
          not arrive whole, prepare another one below.
        </p>
      ) : (
        <>
          <p className="govuk-body">
            The link works once{until ? `, until ${moment(until)}` : ''}, in this browser. A long
            history takes a few minutes to download.
          </p>
          <p className="govuk-body">
            {/* Not before the browser has followed the link. */}
            <a
              className="govuk-button"
              href={path}
              download
              onClick={() => setTimeout(() => setTaken(true))}
            >
              Download the evidence
            </a>
          </p>
        </>
      )}
      <h2 className="govuk-heading-m">How to check it</h2>
      <ol className="govuk-list govuk-list--number">
        <li>Open README.txt in the file: it says what everything is.</li>
        <li>
          Run <code>partnership-register verify FILE --key KEY-FILE</code>. Save the public key as
          you were given it, by letter or in person, in a file of its own: that is KEY-FILE. Add{' '}
          <code>--checkpoint OLD</code> for the file of each checkpoint that you kept.
        </li>
        <li>
          Or run <code>python3 verify.py FILE --key KEY-FILE</code>, a second program of a few
          hundred lines that you can read yourself. It is <code>docs/verify.py</code> in the
          register’s source code: whoever runs the register can give it to you.
        </li>
      </ol>
      <p className="govuk-body">
        <button type="button" className="govuk-button govuk-button--secondary" onClick={again}>
          Prepare another file
        </button>
      </p>
    </Page>
  );
}
