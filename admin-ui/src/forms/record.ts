/**
 * What the forms of records share: loading the values, sending what was changed,
 * the other person's version, and what follows a save.
 */
import { useState } from 'react';
import { isBeside } from './beside.js';
import { badDates } from './DateField.js';
import type { Values } from './drafts.js';
import type { FormError } from './errors.js';
import { type Form, useForm } from './form.js';
import type { Save } from './save.js';

type WithReason<V> = V & { reason: string };

type Options<R extends { version: number }, V extends Values, I, P> = {
  /** Names the draft: see `useForm`. */
  draftKey: string | null;
  /** The record as loaded; null for a new one, which begins with `blank`. */
  record: R | null;
  blank?: V;
  /** What the fields show, and what matters beside them: see `Beside`. */
  valuesOf(record: R): V;
  save: Save<I, P>;
  /** The record in the payload of a save. */
  recordOf(payload: P): R | null | undefined;
  /** What to send; `changed` are the names of the values that differ from the loaded ones. */
  input(values: WithReason<V>, changed: string[], version: number): I;
  /** The fields that hold days: `[['startsOn', 'Start date'], …]`. */
  dates?: [name: string, label: string][];
  /** Further errors to be mended before anything is sent. */
  check?(values: WithReason<V>): FormError[];
  onSaved(record: R): unknown;
};

/** The form of a record; the result is spread into `EditForm`: `<EditForm {...edit}>`. */
export function useRecordForm<R extends { version: number }, V extends Values, I, P>(
  options: Options<R, V, I, P>,
) {
  const { record, save, valuesOf } = options;
  const [typed, setTyped] = useState<FormError[]>([]);
  const [conflict, setConflict] = useState<R | null>(null);
  const errors = typed.length > 0 ? typed : save.errors;
  const initial = record ? valuesOf(record) : options.blank;
  if (!initial) throw new Error('A new record needs values to begin with');
  const form: Form<WithReason<V>> = useForm({
    draftKey: options.draftKey,
    initial: { ...initial, reason: '' } as WithReason<V>,
    version: record?.version ?? null,
    errors,
    isHeld: conflict !== null,
  });

  const onSubmit = async (values: WithReason<V>) => {
    const wrong = [...badDates(values, options.dates ?? []), ...(options.check?.(values) ?? [])];
    setTyped(wrong);
    if (wrong.length > 0) return;
    const version = form.version ?? record?.version ?? 0;
    const outcome = await save.run(options.input(values, form.changed, version), form.draftKey);
    // A new record that is there after all is not merged with: the page says that it is there.
    const theirs = outcome.conflict && record ? options.recordOf(outcome.conflict) : null;
    if (theirs) setConflict(theirs);
    const saved = outcome.saved ? options.recordOf(outcome.saved) : null;
    if (!saved) return;
    form.reset({ ...valuesOf(saved), reason: '' } as WithReason<V>, saved.version);
    await options.onSaved(saved);
  };
  return {
    form,
    errors,
    loading: save.loading,
    onSubmit,
    conflict: conflict && {
      values: { ...valuesOf(conflict), reason: '' } as WithReason<V>,
      version: conflict.version,
    },
    onMerged: () => {
      setConflict(null);
      save.clear();
    },
  };
}

/**
 * The values of an input: an empty text clears the field. The reason is sent by itself, and
 * what no field shows is not sent.
 */
export function inputOf(values: Record<string, unknown>, names: string[] = Object.keys(values)) {
  return Object.fromEntries(
    names
      .filter((name) => name !== 'reason' && !isBeside(name))
      .map((name) => [name, values[name] === '' ? null : values[name]]),
  );
}
