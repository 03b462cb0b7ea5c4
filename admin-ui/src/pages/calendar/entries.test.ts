import { expect, test } from 'vitest';
import { dayOfWindow, entriesOf, onDay } from './entries.js';

const blank = { startTime: null, endTime: null, venue: null, status: 'PLANNED' as const };
const fair = { id: 'event_1', name: 'Fair' };

const entries = entriesOf('safer', {
  occurrences: [
    {
      ...blank,
      id: 'date_1',
      name: 'Fair',
      startsOn: '2027-03-26',
      endsOn: '2027-03-29',
      event: fair,
    },
    {
      ...blank,
      id: 'sitting_1',
      name: 'Board',
      startsOn: '2027-03-26',
      endsOn: null,
      startTime: '10:00',
      endTime: '12:00',
      status: 'CANCELLED',
      meeting: { name: 'Board' },
    },
  ],
  events: [
    { ...fair, startsOn: '2027-03-26', endsOn: '2027-03-29', venue: null },
    { id: 'event_2', name: 'Crew', startsOn: '2027-03-30', endsOn: null, venue: null },
  ],
  actions: [
    { id: 'action_1', text: 'Review', dueOn: '2027-03-29', status: 'OPEN', isOverdue: false },
  ],
});

test('all kinds stand in one calendar, an event with a date of its own once', () => {
  expect(entries.map(({ key }) => key)).toEqual(['date_1', 'sitting_1', 'action_1', 'event_2']);
  expect(entries[1]).toMatchObject({
    time: '10:00',
    when: 'Friday 26 March 2027, 10:00 to 12:00',
    status: 'Cancelled',
  });
});

test('a window of days stands on each of them, over the change of clocks too', () => {
  for (const day of ['2027-03-26', '2027-03-27', '2027-03-28', '2027-03-29']) {
    expect(onDay(entries, day).map(({ key }) => key)).toContain('date_1');
  }
  expect(onDay(entries, '2027-03-30').map(({ key }) => key)).toEqual(['event_2']);
});

test('each day of a window says which one it is', () => {
  const [window] = entries;
  expect(window && dayOfWindow(window, '2027-03-29')).toBe('Day 4 of 4');
});
