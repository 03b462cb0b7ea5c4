import { expect, test } from 'vitest';
import { begin, withLoaded } from './form.js';

const loaded = { name: 'SOS Bus', status: 'ACTIVE' };
const typed = { ...loaded, status: 'PAUSED' };
const untouched = { values: loaded, base: loaded, basedOn: 1, fromDraft: false };
const touched = { ...untouched, values: typed };

test('what was loaded anew is taken over while nothing was typed', () => {
  const fresh = { ...loaded, name: 'The SOS Bus' };
  expect(withLoaded(untouched, fresh, 2)).toEqual({
    ...untouched,
    values: fresh,
    base: fresh,
    basedOn: 2,
  });
});

test('a version that rose without a change of the fields is taken up, and what was typed stays', () => {
  expect(withLoaded(untouched, loaded, 2)).toEqual({ ...untouched, basedOn: 2 });
  expect(withLoaded(touched, loaded, 2)).toEqual({ ...touched, basedOn: 2 });
});

test('what somebody else changed under a form that was typed in is left for the merge', () => {
  expect(withLoaded(touched, { ...loaded, name: 'The SOS Bus' }, 2)).toBe(touched);
  expect(withLoaded(touched, { ...loaded, status: 'COMPLETED' }, 2)).toBe(touched);
});

test('what was loaded before the form saved does not bring the old version back', () => {
  const saved = { ...untouched, basedOn: 3 };
  expect(withLoaded(saved, { ...loaded, name: 'Before' }, 2)).toBe(saved);
});

test('a draft goes on from the version that there is now unless a field of it has changed', () => {
  const draft = { version: 1, values: typed, base: loaded };
  expect(begin(draft, loaded, 4)).toMatchObject({ values: typed, basedOn: 4, fromDraft: true });
  expect(begin(draft, { ...loaded, name: 'The SOS Bus' }, 4)).toMatchObject({ basedOn: 1 });
});

test('what no field shows keeps a form and its draft at the version they began with', () => {
  const seen = { ...loaded, 'beside.approvals': ['The board adopted'] };
  const entered = { ...seen, status: 'PAUSED' };
  const theirs = { ...seen, 'beside.approvals': ['The board adopted', 'The cabinet adopted'] };
  const open = { values: entered, base: seen, basedOn: 1, fromDraft: false };
  expect(withLoaded(open, theirs, 2)).toBe(open);
  expect(withLoaded(open, seen, 2)).toMatchObject({ basedOn: 2 });
  const draft = { version: 1, values: entered, base: seen };
  expect(begin(draft, theirs, 2)).toMatchObject({ values: entered, base: seen, basedOn: 1 });
});
