import { Link } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '../../../paths.js';
import { moment } from '../../../ui/words.js';
import { NewestQuery } from './queries.js';

/** How far the history is signed, in one line, with the way to prove it. */
export function ProofState() {
  const [{ data }] = useQuery({ query: NewestQuery });
  const checkpoint = data?.checkpoint;
  return (
    <p className="govuk-body">
      {checkpoint
        ? `Signed up to change ${checkpoint.size.toLocaleString('en-GB')}, made on ${moment(checkpoint.at)}. `
        : data
          ? 'Nothing has been signed yet. '
          : ''}
      <Link className="govuk-link" to={paths.proof}>
        Prove the history
      </Link>
    </p>
  );
}
