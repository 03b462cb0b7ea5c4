/** Sending a change: once, however often the network fails in the middle. */
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useCallback, useRef, useState } from 'react';
import { useClient } from 'urql';
import { isUnanswered } from '../graphql/client.js';
import { type FormError, formErrors, refusal, type UserError } from './errors.js';

/** What every payload holds. */
type Payload = { errors: readonly UserError[] };

/** The result of a save: the payload when it was carried out, else why not. */
export type Outcome<P> =
  | { saved: P; conflict: null; errors: [] }
  /** Somebody else saved first; the payload holds the record as it is now. */
  | { saved: null; conflict: P; errors: FormError[] }
  | { saved: null; conflict: null; errors: FormError[] };

export type Save<I, P> = {
  /** Sends the input; the same input after a lost network counts as the same save. */
  run(input: I): Promise<Outcome<P>>;
  loading: boolean;
  errors: FormError[];
  /** Takes the errors away, when the form is left or changed to another record. */
  clear(): void;
};

/**
 * A mutation with one `input`, as a form uses it.
 *
 * `name` is the mutation's field in the answer: `useSave(UpdateProject, 'updateProject')`.
 * Every save carries an Idempotency-Key, and is sent again by itself twice when
 * no answer came, so that a lost answer is never a change made twice. Only
 * `keyless` ones carry none and are sent once: the register refuses a key with
 * what it carries out each time (signing in, links of letters, passwords, the
 * authenticator app, calendar addresses). `also` holds variables beside the
 * input, which only say what to answer.
 */
export function useSave<
  N extends string,
  P extends Payload,
  D extends Record<N, P | null>,
  V extends AnyVariables & { input: unknown },
>(
  document: TypedDocumentNode<D, V>,
  name: N & keyof D,
  { keyless = false, also }: { keyless?: boolean; also?: Omit<V, 'input'> } = {},
): Save<V['input'], NonNullable<D[N]>> {
  const client = useClient();
  const [loading, setLoading] = useState(false);
  const [errors, setErrors] = useState<FormError[]>([]);
  const attempt = useRef({ sent: '', key: '' });
  const beside = useRef(also);
  beside.current = also;

  const run = useCallback(
    async (input: V['input']): Promise<Outcome<NonNullable<D[N]>>> => {
      const sent = JSON.stringify(input);
      if (attempt.current.sent !== sent || !attempt.current.key) {
        attempt.current = { sent, key: crypto.randomUUID() };
      }
      const once = keyless ? {} : { 'Idempotency-Key': attempt.current.key };
      const headers = { 'X-Register-Csrf': '1', ...once };
      const variables = { ...beside.current, input } as unknown as V;
      const context = { fetchOptions: { credentials: 'same-origin' as const, headers } };
      setLoading(true);
      let result = await client.mutation(document, variables, context).toPromise();
      for (const pause of keyless ? [] : [400, 1600]) {
        if (!isUnanswered(result.error)) break;
        await new Promise((resolve) => setTimeout(resolve, pause));
        result = await client.mutation(document, variables, context).toPromise();
      }
      const outcome = judge(result.data?.[name] ?? null, result.error);
      // Only a save without an answer may be the same save when it is tried again.
      if (!isUnanswered(result.error)) attempt.current = { sent: '', key: '' };
      setLoading(false);
      setErrors(outcome.errors);
      return outcome;
    },
    [client, document, name, keyless],
  );
  const clear = useCallback(() => setErrors([]), []);
  return { run, loading, errors, clear };
}

function judge<P extends Payload>(
  payload: P | null,
  error: Parameters<typeof refusal>[0] | undefined,
): Outcome<P> {
  if (error || !payload) {
    const line = error
      ? refusal(error)
      : { field: null, message: 'The register gave no answer. Try again.' };
    return { saved: null, conflict: null, errors: [line] };
  }
  if (payload.errors.some((each) => each.code === 'CONFLICT')) {
    return { saved: null, conflict: payload, errors: formErrors(payload.errors) };
  }
  // ALREADY_SHOWN: the change was made the first time; only its secret is not shown again.
  const failed = payload.errors.filter((each) => each.code !== 'ALREADY_SHOWN');
  if (failed.length > 0) return { saved: null, conflict: null, errors: formErrors(failed) };
  return { saved: payload, conflict: null, errors: [] };
}
