/** What the fields of a form have in common. */
import { createContext, use } from 'react';
import type { AddBox } from './boxes.js';
import type { Values } from './drafts.js';
import { sentence } from './errors.js';
import type { Form } from './form.js';

/** The id of a field's control. Forms on one page have different ids. */
export function fieldId(formId: string, name: string): string {
  return `${formId}-${name.replaceAll('.', '-')}`;
}

type Shared = {
  // biome-ignore lint/suspicious/noExplicitAny: a field does not know the other fields of its form
  form: Form<any>;
  formId: string;
  /** Tells the form what a field is called and how its value reads, for merging two versions. */
  describe(name: string, label: string, show?: (value: Values[string]) => React.ReactNode): void;
  /** The message for a field, if it has one. */
  errorOf(name: string): string | undefined;
  addBox: AddBox;
};

export const FormContext = createContext<Shared | null>(null);

/** The form that a field stands in. */
export function useShared(): Shared {
  const shared = use(FormContext);
  if (!shared) throw new Error('A field is only for what stands inside EditForm');
  return shared;
}

/** A field's value, how to set it, its error and the ids that tie its parts together. */
export function useField<T extends Values[string]>(
  name: string,
  label: string,
  hint: React.ReactNode,
  show?: (value: T) => React.ReactNode,
) {
  const { form, formId, describe, errorOf } = useShared();
  describe(name, label, show as (value: Values[string]) => React.ReactNode);
  const id = fieldId(formId, name);
  const said = errorOf(name);
  const error = said ? sentence(label, said) : undefined;
  const describedBy = [hint ? `${id}-hint` : null, error ? `${id}-error` : null]
    .filter(Boolean)
    .join(' ');
  return {
    id,
    error,
    value: form.values[name] as T,
    set: (value: T) => form.set(name, value),
    describedBy: describedBy || undefined,
  };
}
