import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  actedAs,
  actorName,
  ago,
  didWhat,
  fieldWords,
  isTold,
  kindOf,
  labelWords,
  listed,
  typeNoun,
  typeWords,
} from './changeWords.js';

const change = (action: string, command: string, ...fields: string[]) => ({
  action,
  command,
  fields: fields.map((field) => ({ field })),
});

test('a change says what it did', () => {
  expect(didWhat(change('CREATE', 'project.create', 'name'))).toBe('added it');
  expect(didWhat(change('UPDATE', 'project.update', 'status', 'leadAgency'))).toBe(
    'changed status and lead agency',
  );
  expect(didWhat(change('UPDATE', 'record.claim', 'leadAgency'))).toBe(
    'claimed it for their agency',
  );
  expect(didWhat(change('REVERT', 'record.revert', 'name'))).toBe(
    'reverted it to an earlier version',
  );
  expect(didWhat(change('UPDATE', 'project.update'))).toBe('changed it');
});

test('what leaves no field changed is told of, too', () => {
  expect(didWhat(change('UPDATE', 'evidence.export'))).toBe('took evidence away');
  expect(didWhat(change('ARCHIVE', 'record.undo', 'archived'))).toBe('undid adding it');
});

/** Commands that what they do to a record, or the fields that they change, tell of well enough. */
const plain = [
  /\.(create|update|reorder)$/,
  /^record\.(redact|revert)$/,
  /^user\.(disable|erase|update)$/,
];

test('every command of the register is told of in words', () => {
  const keys = keysOfCommands().filter((key) => !plain.some((pattern) => pattern.test(key)));
  expect(keys).toContain('evidence.export');
  expect(keys.filter((key) => !isTold(key))).toEqual([]);
});

function keysOfCommands(): string[] {
  const root = new URL('../../../server/src/commands/', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.rs'))
    .map((file) => readFileSync(new URL(file, root), 'utf8'));
  return texts.flatMap((text) =>
    [...text.matchAll(/const KEY: &(?:'static )?str = "([^"]+)"/g)].map(([, key]) => key ?? ''),
  );
}

test('a list of fields does not grow without end', () => {
  expect(listed(['a'])).toBe('a');
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  expect(listed(['a', 'b', 'c', 'd', 'e'])).toBe('a, b and 3 more');
});

test('a type keeps its capitals inside a sentence only where it must', () => {
  expect(typeNoun('FOCUS_AREA')).toBe('focus area');
  expect(typeNoun('API_KEY')).toBe('API key');
});

test('a day in the name of a record is written in words', () => {
  expect(labelWords('Progress on 2026-09-30')).toBe('Progress on 30 September 2026');
  expect(labelWords('Plan 2026-27')).toBe('Plan 2026-27');
});

test('fields and types read as words', () => {
  expect(fieldWords('partnerAgencies')).toBe('partner agencies');
  expect(fieldWords('dueOn')).toBe('due date');
  expect(typeWords('MEETING_OCCURRENCE')).toBe('Sitting');
  expect(typeWords('FOCUS_AREA')).toBe('Focus area');
});

test('the register itself is not a person', () => {
  const system = { name: 'import', role: 'SYSTEM', isUser: false, agency: null };
  expect(actorName(system)).toBe('The register (import of a file)');
  expect(actedAs(system)).toBe('');
  const sam = {
    name: 'Sam Sergeant',
    role: 'PARTNER_ADMIN',
    isUser: true,
    agency: { name: 'Essex Police' },
  };
  expect(actedAs(sam)).toBe('partner admin, for Essex Police');
});

test('a moment is some time ago', () => {
  const at = '2026-03-01T12:00:00Z';
  const after = (seconds: number) => ago(at, Date.parse(at) + seconds * 1000);
  expect(after(20)).toBe('less than a minute ago');
  expect(after(60)).toBe('1 minute ago');
  expect(after(7200)).toBe('2 hours ago');
  expect(after(3 * 86_400)).toBe('3 days ago');
});

test('a role says whose it is, and progress on what', () => {
  const of = (entityType: string, subject: string | null) => kindOf({ entityType, subject });
  expect(of('ROLE_GRANT', 'Sam Sergeant')).toBe('role of Sam Sergeant');
  expect(of('PROGRESS_UPDATE', 'Night bus')).toBe('progress update on Night bus');
  expect(of('PROJECT', null)).toBe('project or scheme');
});
