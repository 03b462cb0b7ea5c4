import { describe, expect, it } from 'vitest';
import { becomesCurrent, consequences, covers, type Edition } from './publishing.js';

const edition = (startsOn: string | null, endsOn: string | null, title = 'New'): Edition => ({
  kind: 'PARTNERSHIP_PLAN',
  title,
  startsOn,
  endsOn,
  approvals: [],
});
const today = '2026-11-23';
const old = edition('2021-04-01', '2022-03-31', 'Old');
const running = edition('2026-04-01', '2027-03-31', 'Running');

describe('covers', () => {
  it('takes an open end as open, and no dates as never', () => {
    expect(covers(edition('2026-04-01', null), today)).toBe(true);
    expect(covers(edition(null, '2026-03-31'), today)).toBe(false);
    expect(covers(edition(null, null), today)).toBe(false);
  });
});

describe('becomesCurrent', () => {
  it('puts the edition in force before the one that is not', () => {
    expect(becomesCurrent(running, old, today)).toBe(true);
    expect(becomesCurrent(edition('2027-04-01', '2028-03-31'), running, today)).toBe(false);
  });
  it('shows the latest when none covers the day', () => {
    expect(becomesCurrent(edition('2027-04-01', '2028-03-31'), old, today)).toBe(true);
    expect(becomesCurrent(edition(null, null), old, today)).toBe(false);
    expect(becomesCurrent(edition(null, null), null, today)).toBe(true);
  });
  it('asks for the latest approval between equals', () => {
    const approved = { ...running, approvals: [{ outcome: 'ADOPTED', on: '2026-03-01' }] };
    expect(becomesCurrent(running, approved, today)).toBe(false);
    expect(becomesCurrent(approved, running, today)).toBe(true);
  });
});

describe('consequences', () => {
  const lines = (new_: Edition, current: Edition | null) =>
    consequences(new_, current, 'COMMUNITY_SAFETY_PARTNERSHIP', today).join(' ');
  it('says what residents see, and from when', () => {
    expect(lines(running, old)).toContain('from today, in place of “Old”');
    expect(lines(edition('2027-04-01', null), running)).toContain(
      'stays the current plan until 1 April 2027',
    );
    expect(lines(edition('2027-04-01', null), old)).toContain('begins on 1 April 2027');
    expect(lines(edition(null, null), running)).toContain('has no dates');
    expect(lines({ ...running, kind: 'SERIOUS_VIOLENCE' }, old)).toContain('beside the main plan');
  });
});
