/** What a record held, in words. */
import { fieldWords } from '../../ui/changeWords.js';
import { day, moment, words } from '../../ui/words.js';
import type { FieldChange } from './queries.js';
import { isWord } from './wordFields.js';

/** Names by id; see `idsIn`. */
export type Names = ReadonlyMap<string, string>;

const id = /^[a-z]+(?:_[a-z]+)*_[0-9a-f]{32}$/;

/** The ids of other records inside a value. */
export function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return id.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (value && typeof value === 'object') return Object.values(value).flatMap(idsIn);
  return [];
}

/**
 * A text of a field as people read it: words of a vocabulary, days and moments are put into
 * words; what somebody wrote is told as they wrote it.
 */
function textWords(field: string, text: string): string {
  if (isWord(field, text)) return words(text);
  if (field === 'field') return fieldWords(text);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return day(text);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return moment(text);
  return text;
}

/** Any value of a field of a record in words; ids by the names given. */
export function valueWords(field: string, value: unknown, names: Names): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'string')
    return (
      names.get(value) ??
      (id.test(value) ? 'A record that cannot be shown' : textWords(field, value))
    );
  if (Array.isArray(value)) return value.map((item) => valueWords(field, item, names)).join('; ');
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([name, item]) => `${fieldWords(name)}: ${valueWords(name, item, names)}`)
      .join(', ');
  }
  return String(value);
}

/** One side of a difference in words: a word of a vocabulary, a day or a yes; else what the server says. */
export function sideWords(field: string, said: string | null, value: unknown): string {
  if (said === null) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  // Ids are told by name already; what else is a text is told as it is.
  return typeof value === 'string' && value === said ? textWords(field, said) : said;
}

/**
 * One item of a list as the server says it, `capacity: NOT_STATED; at: 2026-03-27T09:30:00Z`,
 * with its fields, and the words of a vocabulary, days and moments put into words: those that
 * an item of `values` holds.
 */
export function itemWords(said: string, values: unknown): string {
  const items = Array.isArray(values) ? values.map(asRecord) : [];
  const pairs = /(^|; )([a-zA-Z]+): (.*?)(?=; [a-zA-Z]+: |$)/gs;
  return said.replace(pairs, (all, before: string, field: string, value: string) => {
    if (!items.some((item) => field in item)) return all;
    const holds = items.find((item) => String(item[field]) === value)?.[field];
    return `${before}${fieldWords(field)}: ${sideWords(field, value, holds)}`;
  });
}

/** Whether a text is long enough that the words that changed in it need to be marked. */
export function isProse(change: Pick<FieldChange, 'beforeValue' | 'afterValue'>): boolean {
  const { beforeValue: before, afterValue: after } = change;
  return (
    typeof before === 'string' &&
    typeof after === 'string' &&
    Math.max(before.length, after.length) > 40 &&
    before.includes(' ') &&
    after.includes(' ')
  );
}

/** What a revert leaves as it is now, and so never differs. */
const kept = new Set([
  'key',
  'version',
  'createdAt',
  'archived',
  'slug',
  'formerSlugs',
  'position',
  'isBoard',
  'lastConfirmedAt',
]);

/** What would differ if a record that holds `now` held `then` again. */
export function wouldChange(
  now: unknown,
  then: unknown,
  names: Names,
  entityType: string,
): FieldChange[] {
  const [from, to] = [asRecord(now), asRecord(then)];
  const all = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return all
    .filter((field) => !kept.has(field) && !(field === 'state' && entityType === 'STRATEGY'))
    .filter((field) => JSON.stringify(from[field] ?? null) !== JSON.stringify(to[field] ?? null))
    .map((field) => difference(field, from[field], to[field], names));
}

function difference(field: string, before: unknown, after: unknown, names: Names): FieldChange {
  const say = (value: unknown) =>
    value === null || value === undefined ? null : valueWords(field, value, names);
  const list = (value: unknown) =>
    Array.isArray(value) ? value.map((item) => say(item) ?? '') : [];
  const [was, is] = [list(before), list(after)];
  return {
    field,
    before: say(before),
    after: say(after),
    added: is.filter((item) => !was.includes(item)),
    removed: was.filter((item) => !is.includes(item)),
    beforeValue: before ?? null,
    afterValue: after ?? null,
    isErased: false,
    removal: null,
  };
}

/** What the server gives as JSON, as an object. */
export function asRecord(value: unknown): Record<string, unknown> {
  return value && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
