/** Names that the register has already, or that stand twice in the form: pointed out once, then let be. */
import { useState } from 'react';
import { useClient } from 'urql';
import { Warning } from '../../ui/Warning.js';
import { NamesQuery } from './place.js';
import { twice } from './twice.js';

type Type = 'MEETING' | 'EVENT' | 'PROJECT';

export function useRepeated(partnership: string, type: Type) {
  const client = useClient();
  const [names, setNames] = useState<string[]>([]);
  const [loading, setLoading] = useState(false);

  /** Whether these may be added: not the first time that some of them are there already. */
  const mayGoOn = async (given: string[]): Promise<boolean> => {
    setLoading(true);
    const variables = { id: partnership, type, names: given };
    const answer = await client
      .query(NamesQuery, variables, { requestPolicy: 'network-only' })
      .toPromise();
    setLoading(false);
    const node = answer.data?.node;
    const inUse = node && 'namesInUse' in node ? node.namesInUse : [];
    const found = [...new Set([...inUse, ...twice(given)])];
    const wasSaid = found.every((name) => names.includes(name));
    setNames(found);
    return wasSaid;
  };
  return { names, mayGoOn, loading };
}

type Props = {
  names: readonly string[];
  many: string;
  /** What to do about it. */
  advice?: string;
};

export function Repeated({
  names,
  many,
  advice = 'Take them out above, or add them all the same by pressing the button again.',
}: Props) {
  return (
    <div role="status">
      {names.length > 0 ? (
        <Warning>
          There are {many} of these names already: {names.join('; ')}. {advice}
        </Warning>
      ) : null}
    </div>
  );
}
