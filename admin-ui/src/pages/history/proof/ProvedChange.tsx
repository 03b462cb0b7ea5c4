import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { moment } from '../../../ui/words.js';
import { isProved } from './compare.js';
import { canCheck } from './note.js';
import { type ChangeProof, ChangeProofQuery } from './queries.js';

/** Whether a change is proved, in words; this browser works it out itself where it can. */
export function ProvedChange({ id }: { id: string }) {
  const [{ data, error }] = useQuery({ query: ChangeProofQuery, variables: { id } });
  const proved = useProved(data);
  const checkpoint = data?.change?.inclusionProof?.checkpoint;
  if (error?.graphQLErrors.some(({ extensions }) => extensions['code'] === 'ALTERED'))
    return (
      <strong className="govuk-tag govuk-tag--red register-tag-long">
        Not what was recorded. Tell an administrator.
      </strong>
    );
  if (error) return <>This could not be found out now.</>;
  if (!data || proved === undefined) return <>Being worked out…</>;
  if (!checkpoint) return <>Not signed yet.</>;
  const which = `checkpoint ${checkpoint.size.toLocaleString('en-GB')} of ${moment(checkpoint.at)}`;
  if (proved === null) return <>Covered by {which}; this browser cannot check it itself.</>;
  if (proved) return <>Proved against {which}</>;
  return (
    <strong className="govuk-tag govuk-tag--red register-tag-long">
      Not what {which} covers. Tell an administrator.
    </strong>
  );
}

/** Undefined while it is worked out; null when this browser cannot. */
function useProved(data: ChangeProof | undefined): boolean | null | undefined {
  const [proved, setProved] = useState<boolean | null>();
  useEffect(() => {
    let current = true;
    const found = !data ? undefined : canCheck() ? isProved(data).catch(() => false) : null;
    Promise.resolve(found).then((answer) => current && setProved(answer));
    return () => {
      current = false;
    };
  }, [data]);
  return proved;
}
