import { expect, test } from 'vitest';
import type { DueAction, Scheme } from './query.js';
import {
  actionOf,
  at,
  changedIn,
  errorsOf,
  returnValues,
  rowOf,
  savedBefore,
  sentOf,
  staleIn,
  wrongReturn,
} from './values.js';

const scheme: Scheme = {
  id: 'project_1',
  version: 3,
  name: 'Night bus',
  status: 'ACTIVE',
  isStale: false,
  lastConfirmedAt: null,
  viewerCanUpdate: true,
  latestProgress: {
    id: 'progress_update_1',
    on: '2026-03-01',
    periodLabel: null,
    rating: 'RED',
    narrative: 'No driver.',
  },
};
const action: DueAction = {
  id: 'action_1',
  version: 2,
  reference: 'A1',
  text: 'Find a driver',
  dueOn: '2026-06-01',
  isOverdue: false,
  status: 'OPEN',
  closureNote: 'Advertised.',
};
const blank = returnValues([scheme], [action]);
const said = (values: object) => ({ ...blank, ...values });

test('nothing is sent of what nothing is said of', () => {
  expect(sentOf(blank, [scheme], [action])).toEqual({ rows: [], actions: [] });
});

test('no change says nothing else, on the version that was seen', () => {
  const values = said({ [at('project_1', 'noChange')]: true, [at('project_1', 'seen')]: '2' });
  expect(rowOf(values, scheme)).toEqual({ project: 'project_1', version: 2, noChange: true });
});

test('a text keeps the last rating, and a status alone is no report', () => {
  expect(rowOf(said({ [at('project_1', 'narrative')]: 'A driver was found. ' }), scheme)).toEqual({
    project: 'project_1',
    version: 3,
    status: null,
    rating: 'RED',
    narrative: 'A driver was found.',
    note: null,
  });
  const paused = rowOf(said({ [at('project_1', 'status')]: 'PAUSED' }), scheme);
  expect(paused).toMatchObject({ status: 'PAUSED', rating: null, narrative: null });
});

test('from red to green asks why', () => {
  const values = said({ [at('project_1', 'rating')]: 'GREEN' });
  expect(wrongReturn(values, [scheme])).toEqual([
    { field: 'project_1.note', message: 'Night bus: say why it goes from red to green' },
  ]);
  expect(wrongReturn({ ...values, [at('project_1', 'note')]: 'Hired.' }, [scheme])).toEqual([]);
});

test('an action is closed, or only said something of', () => {
  expect(actionOf(said({ [at('action_1', 'done')]: true }), action)).toEqual({
    action: 'action_1',
    version: 2,
    outcome: 'COMPLETED',
    note: 'Advertised.',
  });
  const note = actionOf(said({ [at('action_1', 'note')]: 'Two came.' }), action);
  expect(note).toMatchObject({ outcome: null, note: 'Two came.' });
});

test('an error names its scheme and stands at its field', () => {
  const sent = sentOf(said({ [at('project_1', 'narrative')]: 'x' }), [scheme], [action]);
  const found = errorsOf(
    [
      { field: 'rows.0.narrative', message: 'is too long' },
      { field: 'rows.0.version', message: 'Somebody else has changed this since' },
      { field: 'request', message: 'was called off' },
    ],
    sent,
    [scheme],
  );
  expect(found).toEqual([
    { field: 'project_1.narrative', message: 'Night bus: is too long' },
    { field: 'project_1.noChange', message: 'Night bus: Somebody else has changed this since' },
    { field: 'request', message: 'was called off' },
  ]);
});

test('only a row that somebody else has changed is called so', () => {
  const both = said({ [at('project_1', 'narrative')]: 'x', [at('action_1', 'done')]: true });
  const sent = sentOf(both, [scheme], [action]);
  const refused = { field: 'rows.0.narrative', message: 'is too long' };
  const stale = { field: 'actions.0.version', message: 'Somebody else has changed this since' };
  expect(staleIn([refused, stale], sent)).toEqual(['action_1']);
});

test('after a lost answer, what was changed since is named, and the rest is done', () => {
  const first = said({ [at('project_1', 'narrative')]: 'x', [at('action_1', 'done')]: true });
  const sent = sentOf(first, [scheme], [action]);
  expect(changedIn(sent, sent).size).toBe(0);
  expect(savedBefore(sent, sent, [scheme])).toBe(
    'What you sent before the connection failed has been saved after all.',
  );
  const later = sentOf({ ...first, [at('project_1', 'narrative')]: 'y' }, [scheme], [action]);
  expect([...changedIn(later, sent)]).toEqual(['project_1']);
  expect(savedBefore(later, sent, [scheme])).toContain('of Night bus as a further update');
});
