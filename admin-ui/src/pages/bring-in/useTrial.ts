/** Trying a sheet: what the server made of it, as long as nothing has been changed since. */
import { useState } from 'react';
import { useClient } from 'urql';
import { type FormError, formErrors, refusal } from '../../forms/errors.js';
import { type Preview, PreviewQuery, type SheetInput } from './queries.js';

type Tried = { preview: Preview | null; errors: FormError[] };

export function useTrial() {
  const client = useClient();
  const [loading, setLoading] = useState(false);
  const [last, setLast] = useState<{ sheet: string; preview: Preview } | null>(null);

  const run = async (input: SheetInput): Promise<Tried> => {
    setLoading(true);
    const answer = await client
      .query(PreviewQuery, { input }, { requestPolicy: 'network-only' })
      .toPromise();
    setLoading(false);
    if (answer.error) return { preview: null, errors: [refusal(answer.error)] };
    const preview = answer.data?.sheetPreview;
    if (!preview) return { preview: null, errors: [] };
    if (preview.errors.length > 0) {
      setLast(null);
      return { preview: null, errors: formErrors(preview.errors) };
    }
    const columns = preview.columns.map(({ column }) => column);
    setLast({ sheet: sheetOf({ ...input, columns }), preview });
    return { preview, errors: [] };
  };

  /** The preview of this very input; none when it was changed since. */
  const of = (input: SheetInput) => (last?.sheet === sheetOf(input) ? last.preview : null);
  return { run, of, loading };
}

/** All of an input that decides what becomes of the rows: why it is brought in does not. */
function sheetOf({ reason: _, ...input }: SheetInput): string {
  return JSON.stringify(input);
}
