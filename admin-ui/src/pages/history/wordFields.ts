/**
 * The fields of records whose values are words of a vocabulary, such as `NOT_STATED`. A name
 * means the same in every record, so the name is enough to know it by; whatever stands in
 * any other field is somebody's own text, in capitals or not. A test compares this list with
 * the schema.
 */
const names = new Set([
  'basis',
  'capacity',
  'kind',
  'outcome',
  'purpose',
  'rating',
  'reads',
  'role',
  'state',
  'status',
  'titleStatus',
  'visibility',
]);

/** Whether the value of this field is a word of a vocabulary. */
export function isWord(field: string, value: string): boolean {
  return names.has(field) && /^[A-Z]+(?:_[A-Z]+)*$/.test(value);
}
