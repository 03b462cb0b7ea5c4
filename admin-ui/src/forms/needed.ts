/** What has to be entered before a form is sent: an empty password is not a wrong one. */
import { useState } from 'react';
import type { Values } from './drafts.js';
import type { FormError } from './errors.js';

/** What to say of each field that is empty. */
type Needed = Record<string, string>;

/** The errors of the fields that are empty. */
export function missingIn(values: Values, needed: Needed): FormError[] {
  return Object.entries(needed)
    .filter(([field]) => !String(values[field] ?? '').trim())
    .map(([field, message]) => ({ field, message }));
}

/** The errors of a form whose fields are needed; those of the save (`refused`) if none is missing. */
export function useNeeded(needed: Needed, refused: FormError[]) {
  const [missing, setMissing] = useState<FormError[]>([]);
  /** Whether all are there; if not, the form says so. */
  const isGiven = (values: Values): boolean => {
    const found = missingIn(values, needed);
    setMissing(found);
    return found.length === 0;
  };
  return { isGiven, errors: missing.length > 0 ? missing : refused };
}
