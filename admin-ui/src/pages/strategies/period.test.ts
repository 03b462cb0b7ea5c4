import { describe, expect, it } from 'vitest';
import { dayAfter, nextEnd, nextLabel, nextTitle, period } from './period.js';

describe('period', () => {
  it('prefers the label, and says what is known of the dates', () => {
    expect(period({ periodLabel: '2021/22', startsOn: '2021-04-01', endsOn: null })).toBe(
      '2021/22',
    );
    expect(period({ periodLabel: null, startsOn: '2021-04-01', endsOn: '2022-03-31' })).toBe(
      '1 April 2021 to 31 March 2022',
    );
    expect(period({ periodLabel: null, startsOn: null, endsOn: '2022-03-31' })).toBe(
      'Until 31 March 2022',
    );
    expect(period({ periodLabel: null, startsOn: null, endsOn: null })).toBe('Not stated');
  });
});

describe('nextLabel', () => {
  it('goes on by the length of the period', () => {
    expect(nextLabel('2021/22')).toBe('2022/23');
    expect(nextLabel('2024-2027')).toBe('2027-2030');
    expect(nextLabel('2026')).toBe('2027');
    expect(nextLabel('1999/00')).toBe('2000/01');
    expect(nextLabel('spring')).toBe('');
    expect(nextLabel(null)).toBe('');
  });
});

describe('nextTitle', () => {
  it('replaces the period where the title names it', () => {
    expect(nextTitle('Plan 2021/22', '2021/22')).toBe('Plan 2022/23');
    expect(nextTitle('Plan', '2021/22')).toBe('Plan');
  });
});

describe('the next dates', () => {
  it('follow the old period and are as long', () => {
    expect(dayAfter('2022-03-31')).toBe('2022-04-01');
    expect(dayAfter(null)).toBe('');
    expect(nextEnd('2021-04-01', '2022-03-31')).toBe('2023-03-31');
    expect(nextEnd('2024-03-01', '2027-02-28')).toBe('2030-02-28');
    expect(nextEnd('2026-03-01', '2027-02-28')).toBe('2028-02-29');
    expect(nextEnd(null, '2027-02-28')).toBe('');
  });
});
