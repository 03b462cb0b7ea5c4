import { expect, test } from 'vitest';
import { textOf } from '../../forms/lines.js';
import { isIdle, merge } from '../../forms/merge.js';
import {
  actionsInput,
  attendanceInput,
  badActions,
  badRecord,
  blankAction,
  documentsInput,
  recordErrors,
  valuesOf,
  withOthers,
  withoutBlanks,
} from './record.js';

const attendees = ['a', 'b', 'c'].map((id) => ({ id, name: id, capacity: 'CORE_MEMBER' as const }));
const sitting = {
  status: 'SCHEDULED',
  startsOn: '2027-01-12',
  endsOn: null,
  startTime: null,
  endTime: null,
  dateNote: null,
  summary: null,
  nextByRule: '2027-03-09',
  attendance: [{ state: 'PRESENT' as const, post: null, agency: { id: 'c' } }],
  actions: [],
  documents: [],
};
const before = valuesOf(sitting, attendees);

const owners = [{ value: 'a', label: 'Agency A' }];

test('only agencies with a choice are sent', () => {
  expect(attendanceInput(before, attendees)).toEqual([
    { agency: 'c', capacity: 'CORE_MEMBER', state: 'PRESENT', post: null },
  ]);
});

test('an error of a sent entry leads to its agency', () => {
  const [post, agency, other] = recordErrors(
    [
      { field: 'attendance.0.post', message: 'is too long' },
      { field: 'attendance.0.agency', message: 'has ended' },
      { field: 'summary', message: 'is too long' },
    ],
    before,
    attendees,
  );
  expect(post?.field).toBe('post.c');
  expect(agency?.field).toBe('attendance.c');
  expect(other?.field).toBe('summary');
});

test('empty lines are not sent, and a day may be typed in one box', () => {
  const line = { text: ' Review the lighting ', owner: 'a', dueOn: '27/3/2027', reference: '' };
  const values = withoutBlanks({ ...before, actions: [textOf(blankAction), textOf(line)] });
  expect(actionsInput(values.actions)).toEqual([
    { text: 'Review the lighting', owners: ['a'], dueOn: '2027-03-27', reference: null },
  ]);
  expect(badRecord(values, owners)).toEqual([]);
});

test('a line without words, and a day that is none, are named', () => {
  const actions = [textOf({ ...blankAction, owner: 'a', dueOn: '31/2/2027' })];
  expect(badRecord({ ...before, actions }, owners).map(({ field }) => field)).toEqual([
    'actions.0.text',
    'actions.0.dueOn',
  ]);
});

test('minutes without a title are named by the day', () => {
  const documents = [textOf({ kind: 'MINUTES', title: '', url: 'https://example.org/m.pdf' })];
  expect(documentsInput({ ...before, documents }, '2027-01-12')[0]?.title).toBe(
    'Minutes, 12 January 2027',
  );
});

test('an owner that was typed and not chosen is named, and nobody is fine', () => {
  const lines = ['a', '', 'Agency'].map((owner) => textOf({ ...blankAction, text: 'Do', owner }));
  expect(badActions(lines, owners).map(({ field }) => field)).toEqual(['actions.2.owner']);
});

test('the day that the rule gives is offered, and what is no day is named', () => {
  expect(before.nextOn).toBe('2027-03-09');
  expect(badRecord({ ...before, nextOn: '31 2 2027' }, owners)[0]?.field).toBe('nextOn');
});

test('whoever records second learns what no field shows, and does not schedule the next one twice', () => {
  const theirs = valuesOf({ ...sitting, status: 'HELD', actions: [{ id: 'first' }] }, attendees);
  const { takenOver, values } = merge(before, { ...before, actions: ['mine'] }, theirs);
  expect(takenOver).toEqual(['nextOn', 'beside.status', 'beside.actions']);
  expect(values).toMatchObject({ actions: ['mine'], nextOn: '', 'beside.status': 'Held' });
});

test('a sitting that was cancelled meanwhile is not recorded without a word', () => {
  const theirs = valuesOf({ ...sitting, status: 'CANCELLED' }, attendees);
  expect(isIdle(merge(before, { ...before, summary: 'We met' }, theirs))).toBe(false);
});

test('an agency that somebody else added stays when both are merged', () => {
  const other = { id: 'd', name: 'd', capacity: 'ATTENDEE' as const };
  const came = { state: 'PRESENT' as const, post: null, agency: { id: 'd' } };
  const theirs = valuesOf({ ...sitting, attendance: [...sitting.attendance, came] }, [
    ...attendees,
    other,
  ]);
  const merged = merge(before, { ...before, 'attendance.a': 'PRESENT' }, theirs);
  expect(merged.takenOver).toEqual(['attendance.d']);
  expect(attendanceInput(merged.values, [...attendees, other]).map(({ agency }) => agency)).toEqual(
    ['a', 'c', 'd'],
  );
});

test('an agency that both added stands among the attendees once', () => {
  const ids = withOthers(attendees, ['c|Agency C', 'd|Agency D']).map(({ id }) => id);
  expect(ids).toEqual(['a', 'b', 'c', 'd']);
});
