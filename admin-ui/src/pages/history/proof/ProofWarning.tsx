import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '../../../paths.js';
import { count } from '../../../ui/words.js';
import { type Proof, ProofQuery } from './queries.js';

/** Says that the history is no longer signed, and what to do; nothing while all is well. */
export function ProofWarning({ onProofPage = false }: { onProofPage?: boolean }) {
  const [{ data }] = useQuery({ query: ProofQuery });
  if (!data || data.proof.state === 'SIGNED') return null;
  return (
    <section
      className="govuk-notification-banner"
      aria-labelledby="not-signed"
      data-proof={data.proof.state}
    >
      <div className="govuk-notification-banner__header">
        <h2 className="govuk-notification-banner__title" id="not-signed">
          Warning
        </h2>
      </div>
      <div className="govuk-notification-banner__content">
        {data.proof.state === 'NO_KEY' ? <NoKey {...data.proof} /> : <Lost {...data.proof} />}
        {onProofPage ? null : (
          <p className="govuk-body">
            <Link className="govuk-notification-banner__link" to={paths.proof}>
              Prove the history
            </Link>
          </p>
        )}
      </div>
    </section>
  );
}

function NoKey({ changes, signed }: Proof) {
  const open = Math.max(changes - signed, 0);
  return (
    <>
      <Heading>The history is not being signed: the key is missing</Heading>
      <p className="govuk-body">
        {signed === 0
          ? 'Nothing has been signed yet. '
          : open === 0
            ? 'Everything up to now is signed. '
            : `${count(open, 'change')} since the last checkpoint ${open === 1 ? 'is' : 'are'} not signed. `}
        Changes are still recorded, but what is recorded now cannot be proved later.
      </p>
      <p className="govuk-body">
        Administrators: have whoever runs the server put the key file back from its copy and start
        the server again. If there is no copy, auditors need the new public key and the reason.
        Auditors: keep your checkpoints, and ask why the key is missing.
      </p>
    </>
  );
}

function Lost({ changes, contradicted }: Proof) {
  const covered = contradicted ?? 0;
  return (
    <>
      <Heading>The history is not what was signed, so nothing is signed any more</Heading>
      <p className="govuk-body">
        A checkpoint over {count(covered, 'change')} was signed.{' '}
        {changes < covered
          ? `The history now has ${count(changes, 'change')}: some that were signed are gone.`
          : 'The history now does not begin with those changes.'}{' '}
        Either an older backup was put in place, or somebody altered the history.
      </p>
      <p className="govuk-body">
        Administrators: have whoever runs the server look with “partnership-register check --deep”,
        and put back what is whole or declare the loss. Auditors: keep your checkpoints, compare
        them on the page “Prove the history”, and ask which of the two it was.
      </p>
    </>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <p className="govuk-notification-banner__heading">{children}</p>;
}
