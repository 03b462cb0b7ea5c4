/** Sending a change: once, however often the network fails in the middle. */
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useCallback, useRef, useState } from 'react';
import { useClient } from 'urql';
import { isUnanswered } from '../graphql/client.js';
import { type FormError, formErrors, refusal, SAVED_AFTER_ALL, type UserError } from './errors.js';
import { beginSent, dropSent, isOf, keepSent, readSent, type Sent } from './sent.js';

/** What every payload holds. */
type Payload = { errors: readonly UserError[] };

/** The result of a save: the payload when it was carried out, else why not. */
export type Outcome<P> = {
  saved: P | null;
  /**
   * Somebody else saved first, or oneself with an answer that was lost: the payload holds
   * the record as it is now.
   */
  conflict: P | null;
  errors: FormError[];
  /** The payload, whatever it says; null when there was none. */
  answer: P | null;
  /** What had been sent before and is saved after all, if `answer` speaks of that. */
  earlier?: unknown;
};

export type Save<I, P> = {
  /**
   * Sends the input; the same input after a lost network counts as the same save. With the
   * name of a draft that holds after a reload too; and if the form says something else by
   * now, what was sent first is sent again to learn what became of it.
   */
  run(input: I, draft?: string | null): Promise<Outcome<P>>;
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
 * input, which only say what to answer. `asAnyone` is for signing in, which may be done
 * from a page that shows another account than the browser's. `touches` names the types of
 * records that are changed and not in the answer, so that lists of them are asked anew.
 */
export function useSave<
  N extends string,
  P extends Payload,
  D extends Record<N, P | null>,
  V extends AnyVariables & { input: unknown },
>(
  document: TypedDocumentNode<D, V>,
  name: N & keyof D,
  {
    keyless = false,
    also,
    asAnyone = false,
    touches,
  }: {
    keyless?: boolean;
    also?: Omit<V, 'input'>;
    asAnyone?: boolean;
    touches?: string[];
  } = {},
): Save<V['input'], NonNullable<D[N]>> {
  const client = useClient();
  const [loading, setLoading] = useState(false);
  const [errors, setErrors] = useState<FormError[]>([]);
  const waiting = useRef<Sent | null>(null);
  const beside = useRef(also);
  beside.current = also;
  const others = useRef(touches);
  others.current = touches;

  const send = useCallback(
    async (sent: Sent, draft: string | null) => {
      waiting.current = sent;
      if (draft !== null) keepSent(draft, sent);
      const once = keyless ? {} : { 'Idempotency-Key': sent.key };
      const headers = { 'X-Register-Csrf': '1', ...once };
      const variables = sent.variables as unknown as V;
      const context = {
        asAnyone,
        additionalTypenames: others.current ?? [],
        fetchOptions: { credentials: 'same-origin' as const, headers },
      };
      let result = await client.mutation(document, variables, context).toPromise();
      for (const pause of keyless ? [] : [400, 1600]) {
        if (!isUnanswered(result.error)) break;
        await new Promise((resolve) => setTimeout(resolve, pause));
        result = await client.mutation(document, variables, context).toPromise();
      }
      const isAnswered = !isUnanswered(result.error);
      if (isAnswered) {
        waiting.current = null;
        if (draft !== null) dropSent(draft);
      }
      return { isAnswered, outcome: judge(result.data?.[name] ?? null, result.error) };
    },
    [client, document, name, keyless, asAnyone],
  );

  const run = useCallback(
    async (input: V['input'], draft: string | null = null): Promise<Outcome<NonNullable<D[N]>>> => {
      setLoading(true);
      const lost = waiting.current ?? (draft === null ? null : readSent(draft, name));
      const isSame = lost !== null && isOf(lost, input);
      let outcome: Outcome<NonNullable<D[N]>> | null = null;
      if (lost && !isSame && draft !== null) {
        const before = await send(lost, draft);
        if (!before.isAnswered) outcome = before.outcome;
        else if (before.outcome.saved) outcome = afterAll(before.outcome.saved, lost);
      }
      outcome ??= (await send(isSame ? lost : beginSent(name, { ...beside.current, input }), draft))
        .outcome;
      setLoading(false);
      setErrors(outcome.errors);
      return outcome;
    },
    [name, send],
  );
  const clear = useCallback(() => setErrors([]), []);
  return { run, loading, errors, clear };
}

/** What was sent first is saved, and the form has been changed since. */
function afterAll<P>(payload: P, lost: Sent): Outcome<P> {
  return {
    saved: null,
    conflict: payload,
    errors: [SAVED_AFTER_ALL],
    answer: payload,
    earlier: lost.variables.input,
  };
}

function judge<P extends Payload>(
  payload: P | null,
  error: Parameters<typeof refusal>[0] | undefined,
): Outcome<P> {
  if (error || !payload) {
    const line = error
      ? refusal(error)
      : { field: null, message: 'The register gave no answer. Try again.' };
    return { saved: null, conflict: null, errors: [line], answer: null };
  }
  const refused = { saved: null, conflict: null, answer: payload };
  if (payload.errors.some((each) => each.code === 'CONFLICT')) {
    return { ...refused, conflict: payload, errors: formErrors(payload.errors) };
  }
  // ALREADY_SHOWN: the change was made the first time; only its secret is not shown again.
  const failed = payload.errors.filter((each) => each.code !== 'ALREADY_SHOWN');
  if (failed.length > 0) return { ...refused, errors: formErrors(failed) };
  return { saved: payload, conflict: null, errors: [], answer: payload };
}
