import { describe, expect, it } from 'vitest';
import { endingOf, leftWords, type Member, standingOf } from './fields.js';

const today = '2026-11-23';
const next = { id: 'b', name: 'Probation Service' };

const member = (endedOn: string | null, successors: object[] = []) =>
  ({
    agency: { id: 'a', name: 'National Probation Service', endedOn, successors },
  }) as unknown as Member;

describe('endingOf', () => {
  it('knows an agency that goes on', () => {
    expect(endingOf(member(null), today)).toBeNull();
    expect(endingOf(member('2027-01-01'), today)).toBeNull();
    const split = { id: 's', kind: 'SPLIT', on: '2020-01-01', to: next };
    expect(endingOf(member(null, [split]), today)).toBeNull();
  });

  it('tells by its last day, and offers what came after', () => {
    const moved = { id: 's', kind: 'FUNCTIONS_MOVED', on: null, to: next };
    expect(endingOf(member('2021-06-26', [moved]), today)).toEqual({
      on: '2021-06-26',
      how: 'ended',
      after: [next],
    });
  });

  it('tells by a succession where no last day is recorded', () => {
    const replaced = { id: 's', kind: 'REPLACED', on: '2021-06-26', to: next };
    expect(endingOf(member(null, [replaced]), today)).toEqual({
      on: '2021-06-26',
      how: 'replaced',
      after: [next],
    });
    const later = { ...replaced, on: '2027-01-01' };
    expect(endingOf(member(null, [later]), today)).toBeNull();
  });
});

describe('standingOf', () => {
  const on = (joinedOn: string | null, leftOn: string | null) =>
    standingOf({ joinedOn, leftOn }, today);

  it('is that of a member from the first day through the last', () => {
    expect(on(null, null)).toBe('listed');
    expect(on(today, today)).toBe('listed');
    expect(on('2020-01-01', '2026-11-22')).toBe('left');
  });

  it('tells of who is to join', () => {
    expect(on('2026-11-24', null)).toBe('toJoin');
    expect(on('2027-06-01', '2028-06-01')).toBe('toJoin');
    expect(leftWords({ joinedOn: '2027-06-01', leftOn: null }, today)).toBe('Yet to join');
    expect(leftWords({ joinedOn: '2020-06-01', leftOn: null }, today)).toBe('Still a member');
  });
});
