/** Which values of a change are texts that an administrator can remove for good. */
import { fieldWords } from '../../ui/changeWords.js';
import { asRecord } from './values.js';
import { isWord } from './wordFields.js';

export type Removable = {
  /** The name by which `redactValue` knows it. */
  field: string;
  /** What people call it. */
  name: string;
  /** The text, or its first words. */
  text: string;
};

/** What addresses and counts a record: it stays. */
const structure = new Set(['key', 'slug', 'formerSlugs', 'createdAt', 'version', 'archived']);

/** Ids and dates are no texts. */
const notText = [/^[a-z_]+_[0-9a-f]{32}$/, /^\d{4}-\d\d-\d\d(T.*)?$/];

/** The texts inside of the value of a field, in order; words of a vocabulary are none. */
export function textsOf(field: string, value: unknown): string[] {
  if (typeof value === 'string') {
    const isText = !isWord(field, value) && !notText.some((form) => form.test(value));
    return isText ? [value] : [];
  }
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(field, item));
  if (value && typeof value === 'object')
    return Object.entries(value).flatMap(([name, item]) => textsOf(name, item));
  return [];
}

function shortened(texts: string[]): string {
  const whole = texts.join(', ');
  return whole.length > 160 ? `${whole.slice(0, 160).trimEnd()}…` : whole;
}

/** The texts of a change and of what its record said after it. */
export function removable(change: { after: unknown; reason: string | null }): Removable[] {
  const values = Object.entries(asRecord(change.after))
    .filter(([field]) => !structure.has(field))
    .map(([field, value]) => ({
      field,
      name: fieldWords(field),
      text: shortened(textsOf(field, value)),
    }))
    .filter(({ text }) => text !== '');
  const { reason } = change;
  return reason
    ? [...values, { field: '$reason', name: 'reason that was given', text: shortened([reason]) }]
    : values;
}
