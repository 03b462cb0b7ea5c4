import { useState } from 'react';
import { Link } from 'react-router';
import { useClient, useQuery } from 'urql';
import { paths } from '../../../paths.js';
import { holds, useViewer } from '../../../session/Session.js';
import { Button } from '../../../ui/Button.js';
import { Loaded } from '../../../ui/Loaded.js';
import { Page } from '../../../ui/Page.js';
import { count, day, moment } from '../../../ui/words.js';
import { ByMail } from './ByMail.js';
import { compare, LONGEST } from './compare.js';
import { canCheck } from './note.js';
import { ProofWarning } from './ProofWarning.js';
import { ContinuedQuery, type Newest, NewestQuery } from './queries.js';
import type { Verdict } from './verdicts.js';

/** How far the history is signed, and an older checkpoint against it. */
export default function CheckpointPage() {
  const [query, ask] = useQuery({ query: NewestQuery });
  const viewer = useViewer();
  const mayChoose = holds(viewer, 'AUDITOR') || holds(viewer, 'ADMINISTRATOR');
  return (
    <Loaded query={query} retry={ask} what="the newest checkpoint">
      {(newest) => (
        <Page title="Prove the history">
          <p className="govuk-body">
            A checkpoint is a signed statement of the whole history up to one change. Keep one
            outside this register. With it you can prove later that nothing it covers was altered,
            removed or moved, whoever runs the register.
          </p>
          <ProofWarning onProofPage />
          <NewestCheckpoint newest={newest} />
          <Compare newest={newest} />
          {mayChoose ? <ByMail /> : null}
        </Page>
      )}
    </Loaded>
  );
}

function NewestCheckpoint({ newest: { checkpoint } }: { newest: Newest }) {
  if (!checkpoint) return <p className="govuk-inset-text">Nothing has been signed yet.</p>;
  const name = `checkpoint-${checkpoint.size}.txt`;
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(checkpoint.note)}`;
  return (
    <section aria-labelledby="newest">
      <h2 className="govuk-heading-m" id="newest">
        The newest checkpoint
      </h2>
      <p className="govuk-body">
        Checkpoint {checkpoint.size.toLocaleString('en-GB')} covers{' '}
        {count(checkpoint.size, 'change')}, the last of them made on {moment(checkpoint.at)}.
        {checkpoint.cosignatures.map(({ witness, at }) => (
          <span key={witness}>
            {' '}
            {witness} signed it too, on {moment(at)}.
          </span>
        ))}
      </p>
      {checkpoint.declaredLosses.map((loss) => (
        <p className="govuk-inset-text" key={loss.origin}>
          {count(loss.lost, 'change')} after change {loss.kept.toLocaleString('en-GB')} of{' '}
          {loss.origin} {loss.lost === 1 ? 'was' : 'were'} lost: an older backup was put in place,
          and this was declared.
        </p>
      ))}
      <pre className="register-note">{checkpoint.note}</pre>
      <p className="govuk-body">
        <a className="govuk-link" href={file} download={name}>
          Keep this checkpoint as a file
        </a>
      </p>
    </section>
  );
}

function Compare({ newest }: { newest: Newest }) {
  const client = useClient();
  const [pasted, setPasted] = useState('');
  const [verdict, setVerdict] = useState<Verdict>();
  const ask = async (from: number, to: number) => {
    const { data, error } = await client
      .query(ContinuedQuery, { from, to }, { requestPolicy: 'network-only' })
      .toPromise();
    if (error || !data) throw error ?? new Error('no answer');
    return { hashes: data.consistencyProof.hashes, at: data.checkpoint?.at ?? null };
  };
  const submit = async () => {
    setVerdict(undefined);
    setVerdict(
      await compare(pasted, newest, ask, day).catch(() => ({
        kind: 'unknown' as const,
        text: 'The register does not answer now',
        detail: 'Try again in a moment.',
      })),
    );
  };
  if (!canCheck())
    return (
      <p className="govuk-inset-text">
        This browser can compare checkpoints only over a protected connection (https).
      </p>
    );
  return (
    <section aria-labelledby="compare">
      <h2 className="govuk-heading-m" id="compare">
        Compare a checkpoint that you kept
      </h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="kept-file">
            Choose its file
          </label>
          <input
            className="govuk-file-upload"
            id="kept-file"
            type="file"
            accept=".txt,text/plain"
            onChange={async (event) => {
              const file = event.target.files?.[0];
              if (file) setPasted(await file.slice(0, LONGEST + 1).text());
            }}
          />
        </div>
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="kept">
            Or paste it
          </label>
          <div className="govuk-hint" id="kept-hint">
            All of its lines, as they are. It is compared in this browser and not sent anywhere.
          </div>
          <textarea
            className="govuk-textarea register-note"
            id="kept"
            rows={7}
            spellCheck={false}
            aria-describedby="kept-hint"
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
        </div>
        <Button type="submit">Compare</Button>
      </form>
      <div aria-live="polite">{verdict ? <Answer verdict={verdict} /> : null}</div>
    </section>
  );
}

const TITLES = { proved: 'Success', lost: 'Important', wrong: 'Warning', unknown: 'Important' };

function Answer({ verdict: { kind, text, detail } }: { verdict: Verdict }) {
  const look = kind === 'proved' ? ' govuk-notification-banner--success' : '';
  return (
    <div className={`govuk-notification-banner${look}`} data-verdict={kind}>
      <div className="govuk-notification-banner__header">
        <h3 className="govuk-notification-banner__title">{TITLES[kind]}</h3>
      </div>
      <div className="govuk-notification-banner__content">
        <p className="govuk-notification-banner__heading">{text}</p>
        {detail ? <p className="govuk-body">{detail}</p> : null}
        {kind === 'proved' ? <WhatIsLeftToProve /> : null}
      </div>
    </div>
  );
}

/** The log holds hashes of what was recorded: that pages show just that is another proof. */
function WhatIsLeftToProve() {
  return (
    <p className="govuk-body">
      This compares the log, and not the texts that pages show. Whether they are what was recorded
      is proved change by change, on the page of each change; for all of them by{' '}
      <Link className="govuk-link" to={paths.evidence}>
        taking evidence
      </Link>{' '}
      and verifying it, or on the server with{' '}
      <code>
        partnership-register verify <span className="register-nowrap">--database</span>
      </code>
      .
    </p>
  );
}
