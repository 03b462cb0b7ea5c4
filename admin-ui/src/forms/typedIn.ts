import type { Draft, Values } from './drafts.js';

/** What a person typed into a form, by field: its texts that differ from what was loaded, no choices. */
export function typedIn({ values, base }: Draft<Values>): [field: string, text: string][] {
  return Object.entries(values).flatMap(([field, value]) => {
    const isTyped = typeof value === 'string' && value.trim() !== '' && value !== base[field];
    return isTyped && !isChosen(value) ? [[field, value] as [string, string]] : [];
  });
}

/** An id, a word of a vocabulary or a number: chosen from a list, and of no use outside the form. */
const isChosen = (value: string): boolean =>
  /^([a-z_]+_[0-9a-z-]{8,}|[A-Z]+(_[A-Z]+)+)$/.test(value);
