import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looks, violations } from '../support/axe.mjs';
import { enter, tabTo, typeInto } from '../support/keyboard.mjs';
import { api, asPerson, person, signedIn } from '../support/people.mjs';

const plan = '/admin/p/safer-chelmsford';
// Other tests use the same register, perhaps more than once.
const mark = Date.now().toString(36);

/** The Sunday on which clocks go forward, in a year of this run's own: days of other runs fill its cells. */
const spring = (() => {
  const lastSunday = (year) => {
    const last = new Date(Date.UTC(year, 2, 31, 12));
    return new Date(last.getTime() - last.getUTCDay() * 86_400_000);
  };
  const years = Array.from({ length: 60 }, (_, index) => 2028 + index)
    // The Tuesday after it is still in March.
    .filter((year) => lastSunday(year).getUTCDate() <= 29);
  const sunday = lastSunday(years[Date.now() % years.length]);
  const at = (days) => new Date(sunday.getTime() + days * 86_400_000);
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' });
  return {
    month: sunday.toISOString().slice(0, 7),
    /** So many days after it, `2028-03-26`. */
    day: (days) => at(days).toISOString().slice(0, 10),
    /** As the calendar says it: "Sunday 26 March 2028". */
    words: (days) => format.format(at(days)).replace(',', ''),
  };
})();

/** Meetings and their sittings, events and their dates, and the calendar of both. */
export function adminMeetingsSpec() {
  test('a coordinator schedules a year of sittings and records one, by keyboard', async () => {
    const name = `Night-time Economy Group ${mark}`;
    const { id } = await meeting(name);
    await asPerson('coordinator', {}, async (page) => {
      await page.goto(`${plan}/meetings/${id}`);
      await schedule(page);
      await record(page);
      await followUp(page);
    });
    const { node } = await api(
      'coordinator',
      `query ($id: ID!) { node(id: $id) { ... on Meeting { occurrences(first: 10) {
         nodes { startsOn startsAt status attendance { state agency { name } } actions { text owners { name } dueOn } } } } } }`,
      { id },
    );
    const [held, ...planned] = node.occurrences.nodes;
    assert.deepEqual(
      planned.map(({ startsOn }) => startsOn),
      ['2026-06-23', '2026-09-22', '2026-12-22'],
    );
    // Ten o'clock in London, before and after the clocks change.
    assert.equal(Date.parse(held.startsAt), Date.parse('2026-03-24T10:00:00Z'));
    assert.equal(Date.parse(planned[0].startsAt), Date.parse('2026-06-23T09:00:00Z'));
    assert.equal(held.attendance.length, 4);
    assert.equal(held.actions.length, 2);
    const lighting = held.actions.find(({ text }) => text.startsWith('Review'));
    assert.deepEqual(lighting.owners, [{ name: 'Essex Police' }]);
    assert.equal(lighting.dueOn, '2027-03-27');
  });

  test('an event takes a window of days, and the calendar shows it over the change of clocks', async () => {
    const sittings = `Tasking ${mark}`;
    const { id } = await meeting(sittings);
    await api(
      'coordinator',
      'mutation ($input: ScheduleMeetingInput!) { scheduleMeeting(input: $input) { errors { message } } }',
      {
        input: {
          meeting: id,
          startsOn: spring.day(-5),
          startTime: '10:00',
          repeat: { recurrence: 'FREQ=WEEKLY', until: spring.day(2) },
        },
      },
    );
    const fair = `Crime Prevention Fair ${mark}`;
    await asPerson('coordinator', {}, async (page) => {
      await page.goto(`${plan}/events`);
      await addEvent(page, fair);
      await addWindow(page);
      await page.goto(`${plan}/calendar?month=${spring.month}&view=month`);
      for (const day of [-5, 2]) {
        const cell = page.getByRole('cell').filter({ hasText: spring.words(day) });
        await cell.getByText('Sitting, 10:00').first().waitFor();
        await cell.getByRole('link', { name: sittings }).waitFor();
      }
      for (const [index, day] of [-2, -1, 0, 1].entries()) {
        const cell = page.getByRole('cell').filter({ hasText: spring.words(day) });
        await cell.getByRole('listitem').filter({ hasText: fair }).waitFor();
        await cell
          .getByText(`Day ${index + 1} of 4`)
          .first()
          .waitFor();
      }
      await enter(page, page.getByRole('link', { name: 'Show as a list' }));
      const row = page.getByRole('row').filter({ hasText: fair });
      await row.getByText(/ March \d+ to \d+ March /).waitFor();
      await enter(page, page.getByRole('link', { name: /^April/ }));
      await page.getByRole('heading', { name: /^April/ }).waitFor();
      assert.match(page.url(), /month=\d{4}-04/);
    });
  });

  test('several meetings are added together, or none when one line is wrong', async () => {
    await asPerson('coordinator', {}, async (page) => {
      await page.goto(`${plan}/meetings/add-several`);
      await tabTo(page, page.getByLabel('Name').first());
      for (const name of [`Forum A ${mark}`, 'x'.repeat(501), `Forum C ${mark}`]) {
        await page.keyboard.insertText(name);
        await page.keyboard.press('Enter');
      }
      await enter(page, page.getByRole('button', { name: 'Add the meetings' }));
      await page.getByRole('group', { name: 'Meeting 2' }).getByText('at most 500').waitFor();
      await typeInto(page, page.getByLabel('Name').nth(1), `Forum B ${mark}`);
      await enter(page, page.getByRole('button', { name: 'Add the meetings' }));
      await page.getByText('3 meetings added').waitFor();
      await page.goto(`${plan}/meetings?text=${mark}`);
      for (const letter of ['A', 'B', 'C']) {
        await page.getByRole('link', { name: `Forum ${letter} ${mark}` }).waitFor();
      }
    });
  });

  test('a month is a list on a narrow screen', async () => {
    await asPerson('auditor', { viewport: { width: 320, height: 800 } }, async (page) => {
      await page.goto(`${plan}/calendar?month=2026-03`);
      await page.getByRole('link', { name: 'Show as a month' }).waitFor();
      assert.equal(await page.getByRole('button', { name: 'Add' }).count(), 0);
    });
  });

  test('a sitting has a day or words for it, and a day before it is recorded', async () => {
    const { id } = await meeting(`Undated ${mark}`);
    await asPerson('coordinator', {}, async (page) => {
      await page.goto(`${plan}/meetings/${id}/schedule`);
      const add = page.getByRole('button', { name: 'Schedule', exact: true });
      await add.click();
      await page.getByRole('link', { name: /^Give the day, or say/ }).waitFor();
      await page.getByLabel('What is known of the date (optional)').fill('Spring 2027');
      await add.click();
      await page.getByText('1 sitting scheduled').waitFor();
      await page.getByRole('link', { name: 'Record of Spring 2027' }).click();
      await page.getByRole('heading', { name: 'On which day was it held?' }).waitFor();
      await page.getByRole('link', { name: 'Give the day' }).click();
      await page.getByRole('heading', { name: 'Edit the sitting' }).waitFor();
    });
  });

  test('who may not change a meeting is offered nothing, by address neither', async () => {
    const { id } = await meeting(`Scrutiny ${mark}`);
    await asPerson('contributor', {}, async (page) => {
      await page.goto(`${plan}/meetings/${id}`);
      await page.getByRole('heading', { name: 'Sittings to come' }).waitFor();
      assert.equal(await page.getByRole('link', { name: 'Schedule sittings' }).count(), 0);
      for (const forbidden of ['edit', 'schedule']) {
        await page.goto(`${plan}/meetings/${id}/${forbidden}`);
        await page.getByRole('heading', { name: 'Page not found' }).waitFor();
      }
    });
  });

  for (const [name, { path, shows }] of Object.entries(pages)) {
    test(`the ${name} has no violation, narrow or wide, in usual or forced colours`, async () => {
      const found = await records();
      const who = signedIn(await person('coordinator'));
      const { role, named } = shows(found);
      for (const look of looks) {
        const broken = await violations(
          plan + path(found),
          { options: { ...look.options, ...who } },
          (page) => page.getByRole(role, { name: named }).first().waitFor(),
        );
        assert.deepEqual(broken, {}, look.name);
      }
    });
  }
}

/** A meeting of this test's own. */
async function meeting(name) {
  const { createMeeting } = await api(
    'coordinator',
    'mutation ($input: CreateMeetingInput!) { createMeeting(input: $input) { meeting { id } errors { message } } }',
    { input: { partnership: 'safer-chelmsford', name, kind: 'TASKING_GROUP' } },
  );
  return createMeeting.meeting;
}

async function date(page, group, [day, month, year]) {
  const boxes = page.getByRole('group', { name: group });
  await typeInto(page, boxes.getByLabel('Day', { exact: true }), day);
  await typeInto(page, boxes.getByLabel('Month'), month);
  await typeInto(page, boxes.getByLabel('Year'), year);
}

async function schedule(page) {
  await enter(page, page.getByRole('link', { name: 'Schedule sittings' }));
  await page.getByRole('heading', { name: 'Schedule sittings' }).waitFor();
  await date(page, /^Day, or the first/, ['24', '3', '2026']);
  await typeInto(page, page.getByLabel('Starts at'), '10');
  await tabTo(page, page.getByLabel('Does it repeat?'));
  await page.keyboard.type('Quarterly');
  await page.getByLabel('On the fourth Tuesday').waitFor();
  await date(page, 'The last day on which there may be one', ['31', '12', '2026']);
  await page.getByText('4 sittings: 24 March 2026, 23 June 2026').waitFor();
  await enter(page, page.getByRole('button', { name: 'Schedule' }));
  await page.getByText('4 sittings scheduled').waitFor();
}

async function record(page) {
  await enter(page, page.getByRole('link', { name: /^Record of Tuesday 24 March 2026/ }));
  await page.getByRole('heading', { name: 'Record the sitting' }).waitFor();
  const states = ['Present', 'Part', 'Substitute', 'Apologies'];
  const agencies = [
    'Chelmsford City Council',
    'Essex County Council',
    'Essex Fire and Rescue',
    'Essex Police',
  ];
  for (const [index, agency] of agencies.entries()) {
    await tabTo(page, page.getByLabel(`${agency}: Not recorded`));
    for (let pressed = 0; pressed <= index; pressed += 1) await page.keyboard.press('ArrowRight');
    assert.ok(await page.getByLabel(`${agency}: ${states[index]}`).isChecked());
  }
  await enter(page, page.getByRole('button', { name: 'Add an action' }));
  await page.keyboard.type(`Review the lighting ${mark}`);
  await page.keyboard.press('Tab');
  // Part of a name is enough: leaving the box takes what is marked.
  await page.keyboard.type('essex pol');
  await page.keyboard.press('Tab');
  await page.keyboard.type('27/3/2027');
  await page.keyboard.press('Enter');
  await page.keyboard.type(`Write to the county ${mark}`);
  await enter(page, page.getByRole('button', { name: 'Save the record' }));
  await page.getByText('Sitting recorded, with 2 actions').waitFor();
  const line = page.getByRole('row').filter({ hasText: 'Essex Police' }).first();
  await line.getByText('Apologies').waitFor();
}

/** What was agreed stands on the list of actions. */
async function followUp(page) {
  await enter(page, page.getByRole('link', { name: 'Actions', exact: true }));
  await page.getByRole('heading', { level: 1, name: 'Actions' }).waitFor();
  await typeInto(page, page.getByRole('searchbox').first(), mark);
  const lighting = page.getByRole('row').filter({ hasText: `Review the lighting ${mark}` });
  await lighting.getByText('27 March 2027').waitFor();
  await page.getByRole('link', { name: `Write to the county ${mark}` }).waitFor();
}

async function addEvent(page, name) {
  await enter(page, page.getByRole('link', { name: 'Add an event' }));
  await page.getByRole('heading', { name: 'Add an event' }).waitFor();
  await typeInto(page, page.getByLabel('Name', { exact: true }), name);
  await enter(page, page.getByRole('button', { name: 'Add the event' }));
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function addWindow(page) {
  await enter(page, page.getByRole('link', { name: 'Add dates' }));
  await page.getByRole('heading', { name: 'Add dates' }).waitFor();
  await date(page, 'First day', spring.day(-2).split('-').reverse());
  await date(page, /^Last day/, spring.day(1).split('-').reverse());
  await typeInto(page, page.getByLabel('Where (optional)'), 'Central Park');
  await enter(page, page.getByRole('button', { name: 'Add', exact: true }));
  await page.getByText('1 date added').waitFor();
}

const heading = (named) => ({ role: 'heading', named });
const link = (named) => ({ role: 'link', named });

/** Each page: its address for the records there are, and what shows that it is drawn. */
const pages = {
  'list of meetings': { path: () => '/meetings', shows: ({ board }) => link(board.name) },
  'form of a new meeting': { path: () => '/meetings/new', shows: () => heading('Add a meeting') },
  'page of a meeting': {
    path: ({ board }) => `/meetings/${board.id}`,
    shows: () => heading('Sittings to come'),
  },
  'page that schedules': {
    path: ({ board }) => `/meetings/${board.id}/schedule`,
    shows: () => heading('Schedule sittings'),
  },
  'page of a sitting': {
    path: ({ sitting }) => `/sittings/${sitting}`,
    shows: () => heading('Attendance'),
  },
  'page that records': {
    path: ({ sitting }) => `/sittings/${sitting}/record`,
    shows: () => heading('Record the sitting'),
  },
  'list of events': { path: () => '/events', shows: ({ event }) => link(event.name) },
  'page of an event': {
    path: ({ event }) => `/events/${event.id}`,
    shows: () => heading('Dates to come'),
  },
  'page that adds dates': {
    path: ({ event }) => `/events/${event.id}/dates/new`,
    shows: () => heading('Add dates'),
  },
  'calendar as a month': {
    path: () => '/calendar?month=2026-03&view=month',
    shows: () => heading('March 2026'),
  },
  'calendar as a list': {
    path: () => '/calendar?month=2026-03&view=list',
    shows: () => heading('March 2026'),
  },
};

let found;
/** Records to look at, made once. */
function records() {
  found ??= (async () => {
    const { partnership } = await api(
      'coordinator',
      `{ partnership(slug: "safer-chelmsford") {
           board { id name } events(first: 1) { nodes { id name } } } }`,
    );
    const { id } = await meeting(`Partnership Forum ${mark}`);
    const { scheduleMeeting } = await api(
      'coordinator',
      `mutation ($input: ScheduleMeetingInput!) {
         scheduleMeeting(input: $input) { occurrences { id } errors { message } } }`,
      { input: { meeting: id, startsOn: '2026-03-10', startTime: '14:00' } },
    );
    const [event] = partnership.events.nodes;
    return { board: partnership.board, event, sitting: scheduleMeeting.occurrences[0].id };
  })();
  return found;
}
