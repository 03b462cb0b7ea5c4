import { readFileSync } from 'node:fs';
import { buildSchema, getNamedType, isEnumType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { isWord } from './wordFields.js';

const schema = buildSchema(
  readFileSync(new URL('../../../../schema.graphql', import.meta.url), 'utf8'),
);

/** What the history keeps, and what stands inside of it. */
const kept = [
  'Action',
  'Agency',
  'ApiKey',
  'Approval',
  'Attendance',
  'Document',
  'Event',
  'EventOccurrence',
  'FocusArea',
  'Meeting',
  'MeetingOccurrence',
  'Membership',
  'Partnership',
  'Priority',
  'ProgressUpdate',
  'Project',
  'RoleGrant',
  'Strategy',
  'Succession',
  'UpdateRequest',
  'User',
];

const fields = kept.flatMap((name) => {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`There is no type ${name}`);
  return Object.values(type.getFields()).map((field) => ({ name: `${name}.${field.name}`, field }));
});

test('every field of a record that holds a word of a vocabulary is known, and no text is taken for one', () => {
  for (const { name, field } of fields) {
    const type = getNamedType(field.type);
    if (isEnumType(type)) expect([name, isWord(field.name, 'NOT_STATED')]).toEqual([name, true]);
    if (type.name === 'String') expect([name, isWord(field.name, 'SMITH')]).toEqual([name, false]);
  }
});

test('a word of a vocabulary is in capitals', () => {
  expect(isWord('status', 'ACTIVE')).toBe(true);
  expect(isWord('status', 'Active')).toBe(false);
});
