import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enter, tabTo, typeInto } from '../support/keyboard.mjs';
import { api, asPerson } from '../support/people.mjs';

const plan = '/admin/p/safer-chelmsford';
// Other tests use the same register, perhaps more than once.
const mark = Date.now().toString(36);

/** The action log, and the checks over it and over the rest of the plan. */
export function adminActionLogSpec() {
  test('actions are added from the page of a sitting, one a line, by keyboard', async () => {
    const sitting = await held(`Action log ${mark}`);
    await asPerson('coordinator', {}, async (page) => {
      await page.goto(`${plan}/sittings/${sitting}`);
      await enter(page, page.getByRole('button', { name: 'Add actions' }));
      await tabTo(page, page.getByLabel('What is to be done'));
      await page.keyboard.type(`Map the hot spots ${mark}`);
      await page.keyboard.press('Tab');
      await page.keyboard.type('essex pol');
      // Enter takes what is marked; the next Enter begins a line.
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.type('1/2/2026');
      await page.keyboard.press('Enter');
      await page.keyboard.type(`Tell the residents ${mark}`);
      await page.keyboard.press('Tab');
      await page.keyboard.type('Nobody known');
      await enter(page, page.getByRole('button', { name: 'Add the actions' }));
      const second = page.getByRole('group', { name: 'Action 2' });
      await second.getByText('choose an agency from the list').waitFor();
      await typeInto(page, second.getByLabel('Agency'), 'chelmsford city');
      await page.keyboard.press('Tab');
      await enter(page, page.getByRole('button', { name: 'Add the actions' }));
      await page.getByText('2 actions added').waitFor();
      const row = page.getByRole('row').filter({ hasText: `Map the hot spots ${mark}` });
      await row.getByText('Essex Police').waitFor();
      await row.getByText('Overdue').waitFor();
      await page.goto(`${plan}/actions?sitting=${sitting}`);
      await page.getByRole('link', { name: `Tell the residents ${mark}` }).waitFor();
    });
    const { node } = await api(
      'coordinator',
      'query ($id: ID!) { node(id: $id) { ... on MeetingOccurrence { actions { owners { slug } } } } }',
      { id: sitting },
    );
    const owners = node.actions.map((action) => action.owners[0].slug).sort();
    assert.deepEqual(owners, ['chelmsford-city-council', 'essex-police']);
  });

  test('an action is put off, which the log counts, and a duplicate is merged into it', async () => {
    const kept = await action(`Fit the gates ${mark}`, '2026-02-01');
    const twin = await action(`Install alley gates ${mark}`, null);
    await api(
      'coordinator',
      'mutation ($input: UpdateActionInput!) { updateAction(input: $input) { errors { message } } }',
      { input: { id: kept, version: 1, dueOn: '2026-02-20', reason: 'Parts are late.' } },
    );
    await asPerson('coordinator', {}, async (page) => {
      await page.goto(`${plan}/actions?show=overdue&q=${mark}`);
      const row = page.getByRole('row').filter({ hasText: `Fit the gates ${mark}` });
      await row.getByText('Re-dated 1 time').waitFor();
      await page.goto(`${plan}/actions/${twin}/close`);
      await tabTo(page, page.getByLabel('Done'));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      assert.ok(await page.getByLabel('The same as another action').isChecked());
      await enter(page, page.getByRole('button', { name: 'Close action' }));
      await page.getByText('Choose the action that this one repeats').first().waitFor();
      await tabTo(page, page.getByLabel('Which action does it repeat?'));
      await page.keyboard.type(`fit the gates ${mark}`);
      await page.getByRole('option', { name: /Fit the gates/ }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await enter(page, page.getByRole('button', { name: 'Close action' }));
      await page.getByText('Action closed').waitFor();
      await page.getByRole('link', { name: `Fit the gates ${mark}` }).click();
      await page.getByText('Merged into it').waitFor();
      await page.getByRole('link', { name: `Install alley gates ${mark}` }).waitFor();
    });
  });

  test('a sitting is recorded with the next one, on the day that the rule gives', async () => {
    const sitting = await held(
      `Quarterly group ${mark}`,
      'FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU',
      false,
    );
    await asPerson('coordinator', {}, async (page) => {
      await page.goto(`${plan}/sittings/${sitting}/record`);
      const next = page.getByRole('group', { name: /^Next sitting/ });
      assert.equal(await next.getByLabel('Day', { exact: true }).inputValue(), '9');
      assert.equal(await next.getByLabel('Month').inputValue(), '6');
      await enter(page, page.getByRole('button', { name: 'All members present' }));
      await enter(page, page.getByRole('button', { name: 'Save the record' }));
      await page.getByText('Sitting recorded').waitFor();
      await page
        .getByRole('link', { name: `Quarterly group ${mark}` })
        .first()
        .click();
      await page.getByRole('row').filter({ hasText: '9 June 2026' }).waitFor();
    });
  });

  test('an auditor runs the checks and takes one away as a file', async () => {
    await action(`Long overdue ${mark}`, '2026-01-05');
    await asPerson('auditor', {}, async (page) => {
      await page.goto(plan);
      await enter(page, page.getByRole('link', { name: 'Checks', exact: true }));
      await page.getByRole('heading', { level: 1, name: 'Checks' }).waitFor();
      await enter(page, page.getByRole('link', { name: 'Overdue and re-dated actions' }));
      await page.getByText(/ overdue, \d+ re-dated/).waitFor();
      const overdue = page.getByRole('table', { name: 'Overdue actions' });
      await overdue.getByRole('link', { name: `Long overdue ${mark}` }).waitFor();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        enter(page, page.getByRole('button', { name: /Download this check/ })),
      ]);
      assert.equal(file.suggestedFilename(), 'check-actions.csv');
      await page.goto(`${plan}/checks/roles?on=2020-01-01`);
      await page.getByText('Nobody held a role on that day.').waitFor();
      await page.goto(`${plan}/checks/attendance?from=2026-01-01&to=2026-12-31`);
      await page.getByText(/from 1 January 2026 to 31 December 2026/).waitFor();
    });
  });

  test('a partner admin runs the checks of the plan, and none of accounts', async () => {
    await asPerson('sergeant', {}, async (page) => {
      await page.goto(`${plan}/checks`);
      await page.getByRole('link', { name: 'Entries made late' }).waitFor();
      assert.equal(await page.getByRole('link', { name: 'Accounts that nobody uses' }).count(), 0);
      for (const name of ['accounts', 'roles']) {
        await page.goto(`${plan}/checks/${name}`);
        await page.getByRole('heading', { name: 'You cannot run this check' }).waitFor();
      }
    });
  });
}

/** A sitting of a meeting of this test's own, on 10 March 2026, held or planned. */
async function held(name, recurrence = null, record = true) {
  const { createMeeting } = await api(
    'coordinator',
    'mutation ($input: CreateMeetingInput!) { createMeeting(input: $input) { meeting { id } errors { message } } }',
    { input: { partnership: 'safer-chelmsford', name, recurrence } },
  );
  const { scheduleMeeting } = await api(
    'coordinator',
    'mutation ($input: ScheduleMeetingInput!) { scheduleMeeting(input: $input) { occurrences { id } errors { message } } }',
    { input: { meeting: createMeeting.meeting.id, startsOn: '2026-03-10' } },
  );
  const [{ id }] = scheduleMeeting.occurrences;
  if (record) {
    await api(
      'coordinator',
      'mutation ($input: RecordMeetingInput!) { recordMeeting(input: $input) { errors { message } } }',
      { input: { id, version: 1, attendance: [{ agency: 'essex-police', state: 'PRESENT' }] } },
    );
  }
  return id;
}

/** An action of the partnership: its id. */
async function action(text, dueOn) {
  const { createAction } = await api(
    'coordinator',
    'mutation ($input: CreateActionInput!) { createAction(input: $input) { action { id } errors { message } } }',
    { input: { partnership: 'safer-chelmsford', text, dueOn } },
  );
  return createAction.action.id;
}
